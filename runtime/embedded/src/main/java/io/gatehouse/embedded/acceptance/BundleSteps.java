package io.gatehouse.embedded.acceptance;

import io.gatehouse.adapter.oembundle.BundleInstaller;
import io.gatehouse.adapter.oembundle.BundleKeys;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.FingerprintCheck;
import io.gatehouse.adapter.oembundle.InstallResult;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifiedBundle;
import io.gatehouse.adapter.oembundle.VerifyOptions;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.AcceptanceStep;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The bundle: verified, then installed into a folder and removed again without a rest. */
final class BundleSteps {

    private static final String NEEDED = "the archive of the OEM bundle (--bundle)";

    private final Optional<Path> archive;
    private final BundleKeys keys;
    private final FingerprintCheck fingerprints;
    private final VerifyOptions options;

    BundleSteps(
            Optional<Path> archive, BundleKeys keys, FingerprintCheck fingerprints, Instant now) {
        this.archive = archive;
        this.keys = keys;
        this.fingerprints = fingerprints;
        this.options = VerifyOptions.at(now);
    }

    AcceptanceStep verified() {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return AcceptancePart.BUNDLE;
            }

            @Override
            public StepOutcome run() {
                return archive.map(BundleSteps.this::verify)
                        .orElseGet(() -> StepOutcome.skipped(part(), NEEDED));
            }
        };
    }

    /**
     * @param folder must not be there; it is gone again when the step has ended well
     */
    AcceptanceStep triedOut(Path folder) {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return AcceptancePart.TRIAL_INSTALL;
            }

            @Override
            public StepOutcome run() {
                return archive.map(file -> tryOut(file, folder))
                        .orElseGet(() -> StepOutcome.skipped(part(), NEEDED));
            }
        };
    }

    private StepOutcome verify(Path file) {
        Verification verification = new BundleVerifier(keys).verify(file, options);
        if (verification instanceof Verification.Verified verified) {
            return StepOutcome.ok(facts(verified.bundle()));
        }
        return StepOutcome.judged(verification.findings(), JsonObject.EMPTY);
    }

    private StepOutcome tryOut(Path file, Path folder) {
        BundleInstaller installer = new BundleInstaller(keys, fingerprints);
        InstallResult installed = installer.tryOut(file, folder, options);
        if (installed instanceof InstallResult.Refused refused) {
            return StepOutcome.judged(refused.findings(), JsonObject.EMPTY);
        }
        InstallResult removed = installer.remove(folder);
        if (installed instanceof InstallResult.Installed done
                && removed instanceof InstallResult.Removed gone) {
            return StepOutcome.ok(
                    facts(done.bundle())
                            .with("fingerprint_check", JsonValue.of(done.fingerprint().name()))
                            .with("removed_files", JsonValue.of((long) gone.files())));
        }
        List<Finding> findings =
                removed instanceof InstallResult.Refused refused
                        ? refused.findings()
                        : List.of(
                                Finding.of(
                                        StepOutcome.RULE,
                                        "broken",
                                        AcceptancePart.TRIAL_INSTALL.code(),
                                        "installed and removed",
                                        "something else",
                                        "report this fault of the program"));
        return StepOutcome.judged(findings, JsonObject.EMPTY);
    }

    private static JsonObject facts(VerifiedBundle bundle) {
        return JsonObject.builder()
                .put("platform", bundle.manifest().platform().text())
                .put("version", bundle.manifest().version())
                .put("files", bundle.manifest().files().size())
                .put("archive_sha384", bundle.archive().value())
                .put("manifest_sha384", bundle.manifestDigest().value())
                .build();
    }
}
