package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.P256;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifiedBundle;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What the verbs that read a bundle share. */
abstract class BundleVerb extends OemVerb {

    /** No PEM of one key is longer. */
    static final int MAX_KEY = 8192;

    @Mixin private BundleDemand demand;

    final VerifyOptions options() throws Unanswerable {
        VerifyOptions options = typed(() -> demand.options(now()));
        return demand.p256Key().isPresent()
                ? options.withP256(p256Key(demand.p256Key().get()))
                : options;
    }

    private ECPublicKey p256Key(Path typed) throws Unanswerable {
        try (InputStream in = Files.newInputStream(file(typed))) {
            return P256.publicKey(in.readNBytes(MAX_KEY))
                    .orElseThrow(() -> Unanswerable.usage(text("bundle.p256.no-key", typed)));
        } catch (IOException e) {
            throw Unanswerable.usage(text("bundle.p256.no-key", typed));
        }
    }

    final BundleDemand demand() {
        return demand;
    }

    /** Verifies an archive; it may take a while, and says so. */
    final Verification verify(Path archive, OemDesk desk) throws Unanswerable {
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
