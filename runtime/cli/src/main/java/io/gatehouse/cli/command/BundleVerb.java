package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifiedBundle;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What the verbs that read a bundle share. */
abstract class BundleVerb extends OemVerb {

    @Mixin private BundleDemand demand;

    final VerifyOptions options() {
        return typed(() -> demand.options(now()));
    }

    final BundleDemand demand() {
        return demand;
    }

    /** Verifies an archive; it may take a while, and says so. */
    final Verification verify(Path archive, OemDesk desk) {
        return verify(archive, desk, options().withReleases(desk.releases()));
    }

    final Verification verify(Path archive, OemDesk desk, VerifyOptions options) {
        Path file = file(archive);
        output().note("bundle.reading", file.getFileName());
        return new BundleVerifier(demand.keys(desk.bundles())).verify(file, options);
    }

    /** What a verified bundle is, in text. */
    static void describe(Output output, Verification.Verified verified) {
        VerifiedBundle bundle = verified.bundle();
        output.table(
                List.of(
                        List.of("  version", bundle.manifest().version()),
                        List.of("  platform", bundle.manifest().platform().text()),
                        List.of("  created", bundle.manifest().created().toString()),
                        List.of("  files", String.valueOf(bundle.manifest().files().size())),
                        List.of("  archive", bundle.archive().value()),
                        List.of("  manifest", bundle.manifestDigest().value()),
                        List.of("  key", bundle.keyId().orElse("-")),
                        List.of("  fingerprint", bundle.fingerprint())));
        verified.notes().forEach(note -> output.say("bundle.note." + note.code()));
    }

    static int exit(Verification verification) {
        if (verification instanceof Verification.Verified) {
            return ExitCodes.ALLOWED;
        }
        return verification instanceof Verification.Refused
                ? ExitCodes.REFUSED
                : ExitCodes.UNDECIDED;
    }
}
