package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.Drift;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a licence counts on this machine now. Pure and thread-safe; reads no clock and no disk.
 *
 * <p>Every part is demanded. The existing check leaves out what it has no keys for, and never looks
 * at the machine that it runs on, so a licence copied with its fingerprint file passes there.
 */
public final class LicenceCheck {

    private static final Duration SOON = Duration.ofDays(30);

    /**
     * What is judged.
     *
     * @param fingerprint the device's document, which lies beside the licence
     * @param revocations the revocation list
     * @param machine the parts of the machine that this runs on
     */
    public record Case(
            Content licence,
            Optional<Content> fingerprint,
            Optional<Content> revocations,
            HardwareReading machine) {}

    /**
     * The answer.
     *
     * @param licence when it could be read
     * @param findings why it does not count; empty when it does
     * @param warnings what somebody should look at: {@code degraded}, {@code expires-soon}
     */
    public record Verdict(
            Optional<Licence> licence,
            Optional<Drift> drift,
            List<Finding> findings,
            List<Finding> warnings) {

        public Verdict {
            findings = List.copyOf(findings);
            warnings = List.copyOf(warnings);
        }

        public boolean counts() {
            return licence.isPresent() && findings.isEmpty();
        }
    }

    private final ToolKeys licenceKeys;
    private final ToolKeys fingerprintKeys;
    private final ToolKeys revocationKeys;
    private final LicencePolicy policy;

    public LicenceCheck(
            ToolKeys licenceKeys,
            ToolKeys fingerprintKeys,
            ToolKeys revocationKeys,
            LicencePolicy policy) {
        this.licenceKeys = licenceKeys;
        this.fingerprintKeys = fingerprintKeys;
        this.revocationKeys = revocationKeys;
        this.policy = policy;
    }

    /**
     * Judges a licence.
     *
     * @param now from a clock that cannot be set back, {@link SeenClock}
     */
    public Verdict judge(Case given, Instant now) {
        Judged<Licence> read = Licence.read("licence", given.licence().bytes(), licenceKeys);
        List<Finding> findings = new ArrayList<>(read.findings());
        List<Finding> warnings = new ArrayList<>();
        Optional<Licence> licence = read.value();
        licence.ifPresent(known -> findings.addAll(LicenceTerms.judge(known, policy, now)));
        licence.filter(known -> known.expires().isBefore(now.plus(SOON)))
                .ifPresent(known -> warnings.add(expiresSoon(known)));
        findings.addAll(revocations(given, licence, now));
        Optional<Drift> drift = Optional.empty();
        if (licence.isPresent()) {
            drift = machine(licence.get(), given, findings);
            drift.filter(d -> d.verdict() == Drift.Verdict.DEGRADED)
                    .ifPresent(d -> warnings.add(degraded(licence.get(), d)));
        }
        return new Verdict(licence, drift, findings, warnings);
    }

    private static Finding expiresSoon(Licence licence) {
        return licence.finding(
                "expires-soon",
                "a licence for more than 30 days",
                licence.expires().toString(),
                "request its successor now");
    }

    private List<Finding> revocations(Case given, Optional<Licence> licence, Instant now) {
        if (given.revocations().isEmpty()) {
            return List.of(
                    Area.REVOCATION.finding(
                            "list-missing",
                            "revocation list",
                            "a signed list",
                            "none",
                            "fetch the list of now"));
        }
        Judged<RevocationList> list =
                RevocationList.read(
                        "revocation list", given.revocations().get().bytes(), revocationKeys);
        return list.value()
                .map(
                        known ->
                                known.judge(
                                        licence.map(Licence::id).orElse(""),
                                        now,
                                        policy.oldestRevocations()))
                .orElseGet(list::findings);
    }

    /** The licence's document, the one beside it, and the machine itself must be one device. */
    private Optional<Drift> machine(Licence licence, Case given, List<Finding> findings) {
        Judged<HardwareDocument> embedded =
                HardwareDocument.read(licence.id(), licence.fingerprintDocument(), fingerprintKeys);
        findings.addAll(embedded.findings());
        String remedy = "license this machine by its own fingerprint document";
        if (given.fingerprint().isEmpty()) {
            findings.add(
                    licence.finding(
                            "fingerprint-missing", "the device's document", "none", remedy));
        } else {
            Judged<HardwareDocument> beside =
                    HardwareDocument.read(
                            "fingerprint", given.fingerprint().get().bytes(), fingerprintKeys);
            findings.addAll(beside.findings());
            if (beside.value().filter(d -> !d.value().equals(licence.fingerprint())).isPresent()) {
                findings.add(
                        licence.finding(
                                "fingerprint-differs",
                                licence.fingerprint(),
                                beside.value().get().value(),
                                remedy));
            }
        }
        Optional<Drift> drift = embedded.value().map(document -> document.drift(given.machine()));
        if (embedded.value()
                .filter(d -> Set.of(Component.CPU).containsAll(d.digests().keySet()))
                .isPresent()) {
            // a model of processor is no machine: every one of the series would do
            findings.add(
                    licence.finding("weak-binding", "more parts than a processor", "none", remedy));
        }
        drift.filter(d -> d.verdict() == Drift.Verdict.REBIND_REQUIRED)
                .ifPresent(
                        d ->
                                findings.add(
                                        licence.finding(
                                                "other-machine",
                                                "the machine that it was issued for",
                                                "differs in " + d.changed(),
                                                remedy)));
        return drift;
    }

    private static Finding degraded(Licence licence, Drift drift) {
        return licence.finding(
                "degraded",
                "the machine as it was licensed",
                "differs in " + drift.changed(),
                "if the part was replaced, license the machine again soon");
    }
}
