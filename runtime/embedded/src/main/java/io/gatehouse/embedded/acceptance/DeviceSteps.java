package io.gatehouse.embedded.acceptance;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.licence.LicenceCheck;
import io.gatehouse.adapter.licensing.licence.LicencePolicy;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.FingerprintCheck;
import io.gatehouse.app.acceptance.AcceptancePart;
import io.gatehouse.app.acceptance.AcceptanceStep;
import io.gatehouse.app.acceptance.StepOutcome;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.embedded.oem.LicenceKeys;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine and its licence: the document describes this machine, the licence counts on it. */
final class DeviceSteps {

    private static final int LARGEST = 1024 * 1024;

    private final HandedIn given;
    private final LicenceKeys keys;
    private final Hardware hardware;
    private final Instant now;

    DeviceSteps(HandedIn given, LicenceKeys keys, Hardware hardware, Instant now) {
        this.given = given;
        this.keys = keys;
        this.hardware = hardware;
        this.now = now;
    }

    AcceptanceStep fingerprint() {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return AcceptancePart.FINGERPRINT;
            }

            @Override
            public StepOutcome run() {
                return read(given.fingerprint())
                        .map(DeviceSteps.this::judgeFingerprint)
                        .orElseGet(
                                () ->
                                        StepOutcome.skipped(
                                                part(),
                                                "the machine's signed document (--fingerprint)"));
            }
        };
    }

    AcceptanceStep licence() {
        return new AcceptanceStep() {
            @Override
            public AcceptancePart part() {
                return AcceptancePart.LICENCE;
            }

            @Override
            public StepOutcome run() {
                return read(given.licence())
                        .map(DeviceSteps.this::judgeLicence)
                        .orElseGet(
                                () ->
                                        StepOutcome.skipped(
                                                part(), "this machine's licence (--licence)"));
            }
        };
    }

    /** Whether a bundle is for this machine: by the verified document, believing no variable. */
    FingerprintCheck bundleCheck() {
        return expected ->
                expected.equals(BundleVerifier.UNPROVISIONED)
                        ? FingerprintCheck.Answer.NOT_PROVISIONED
                        : compare(expected);
    }

    private FingerprintCheck.Answer compare(String expected) {
        return document()
                .filter(d -> drift(d).verdict() == Drift.Verdict.MATCH)
                .map(
                        d ->
                                d.value().equals(expected)
                                        ? FingerprintCheck.Answer.MATCHES
                                        : FingerprintCheck.Answer.DIFFERS)
                .orElse(FingerprintCheck.Answer.UNAVAILABLE);
    }

    private Optional<HardwareDocument> document() {
        return read(given.fingerprint())
                .flatMap(bytes -> HardwareDocument.read("fingerprint", bytes, keys()).value());
    }

    private ToolKeys keys() {
        return keys.fingerprints(now);
    }

    private Drift drift(HardwareDocument document) {
        return document.drift(hardware.read());
    }

    private StepOutcome judgeFingerprint(byte[] bytes) {
        Judged<HardwareDocument> document = HardwareDocument.read("fingerprint", bytes, keys());
        if (document.value().isEmpty()) {
            return StepOutcome.judged(document.findings(), JsonObject.EMPTY);
        }
        Drift drift = drift(document.value().get());
        JsonObject facts =
                JsonObject.builder()
                        .put("fingerprint", document.value().get().value())
                        .put("drift", drift.toJson())
                        .build();
        // a machine that has just been taken in differs in nothing
        return drift.verdict() == Drift.Verdict.MATCH
                ? StepOutcome.ok(facts)
                : StepOutcome.judged(
                        List.of(
                                Finding.of(
                                        StepOutcome.RULE,
                                        "other-machine",
                                        "fingerprint",
                                        "the document of this machine",
                                        drift.verdict().text() + " in " + drift.changed(),
                                        "take the fingerprint of this machine anew and have it"
                                                + " licensed")),
                        facts);
    }

    private StepOutcome judgeLicence(byte[] bytes) {
        LicenceCheck check =
                new LicenceCheck(
                        keys.licences(now),
                        keys(),
                        keys.revocations(now),
                        LicencePolicy.of(given.profile()));
        LicenceCheck.Verdict verdict =
                check.judge(
                        new LicenceCheck.Case(
                                Content.of(bytes),
                                read(given.fingerprint()).map(Content::of),
                                read(given.revocations()).map(Content::of),
                                hardware.read()),
                        now);
        List<Finding> findings = new ArrayList<>(verdict.findings());
        if (findings.isEmpty() && !verdict.counts()) {
            findings.add(
                    Finding.of(
                            StepOutcome.RULE,
                            "broken",
                            "licence",
                            "a licence that counts",
                            "one that does not, without a reason",
                            "report this fault of the program"));
        }
        JsonObject.Builder facts = JsonObject.builder();
        verdict.licence()
                .ifPresent(
                        l ->
                                facts.put("license_id", l.id())
                                        .put("profile", l.profile())
                                        .put("expires_at", l.expires().toString())
                                        .put("licence_sha384", l.digest().value()));
        facts.put("warnings", verdict.warnings().stream().map(Finding::code).toList());
        return StepOutcome.judged(findings, facts.build());
    }

    /** A link would show the content of another file; it counts as none. */
    private static Optional<byte[]> read(Optional<Path> file) {
        if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file.get(), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(LARGEST));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
