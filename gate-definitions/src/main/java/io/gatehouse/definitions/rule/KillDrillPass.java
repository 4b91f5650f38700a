package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.id.PersonId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The kill switch was pulled and worked (runbook RB-3.3): new orders blocked in time, a cancel
 * handed over for every open order on every venue in time, latched over a restart, by a named
 * person. A drill over no orders proves nothing and is refused.
 */
public final class KillDrillPass extends AbstractRule {

    private static final BigDecimal BLOCK = BigDecimal.ONE;
    private static final BigDecimal CANCEL = BigDecimal.valueOf(250);
    private static final AdapterId ROUTER = new AdapterId("live-router");

    KillDrillPass() {
        super(
                "kill-drill-pass",
                false,
                "The kill switch blocked at once, cancelled every open order, and stayed latched over a restart.",
                Parameter.required("report", Parameter.Kind.ARTEFACT, "the drill's JSON report"),
                Parameter.required("max-age", Parameter.Kind.DURATION, "greatest age of the drill"),
                Parameter.optional(
                        "block-within", Parameter.Kind.DECIMAL, "milliseconds, 1 unless given"),
                Parameter.optional(
                        "cancel-within", Parameter.Kind.DECIMAL, "milliseconds, 250 unless given"),
                Parameter.optional(
                        "open-orders",
                        Parameter.Kind.COUNT,
                        "fewest orders that were open, 1 unless given"));
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        for (Observation file : inspection.readable(given.artefact("report").orElseThrow())) {
            OwnRun.demand(inspection, file, ROUTER, "the kill drill", "kill_report_sha384");
            ReportPart.of(inspection, file).ifPresent(report -> report(report, given));
        }
    }

    private static void report(ReportPart report, Reading given) {
        Optional<Duration> maxAge = given.duration("max-age");
        report.time("generated_at", maxAge);
        report.demand("status", "PASS");
        report.text("person").ifPresent(p -> person(report, p));
        report.part("blocked").ifPresent(b -> within(b, bound(given, "block-within", BLOCK)));
        report.part("cancels")
                .ifPresent(
                        c -> {
                            within(c, bound(given, "cancel-within", CANCEL));
                            cancels(c, Math.max(1, given.count("open-orders", 1)));
                        });
        report.part("latch")
                .ifPresent(
                        l -> {
                            latched(l, "restarted");
                            latched(l, "blocked_after_restart");
                        });
    }

    private static BigDecimal bound(Reading given, String name, BigDecimal otherwise) {
        return given.parameters()
                .find(name)
                .flatMap(io.gatehouse.audit.json.JsonNumbers::decimal)
                .orElse(otherwise);
    }

    /** Only somebody whom the installation knows can have answered for it. */
    private static void person(ReportPart report, String person) {
        boolean known =
                Identifier.isIdentifier(person)
                        && Optional.ofNullable(
                                        report.inspection()
                                                .context()
                                                .installation()
                                                .governance()
                                                .people()
                                                .get(new PersonId(person)))
                                .filter(p -> !p.revoked())
                                .isPresent();
        if (!known) {
            report.refuse("person-unknown", "person", "an adopted person", Shown.text(person));
        }
    }

    private static void within(ReportPart part, BigDecimal bound) {
        Optional<BigDecimal> millis = part.number("millis");
        if (millis.filter(m -> m.signum() < 0 || m.compareTo(bound) > 0).isPresent()) {
            part.refuse(
                    "too-slow",
                    "millis",
                    "0 to " + bound.toPlainString(),
                    millis.get().toPlainString());
        }
    }

    private static void cancels(ReportPart cancels, int fewest) {
        BigDecimal open = BigDecimal.ZERO;
        Set<String> seen = new HashSet<>();
        List<ReportPart> venues = cancels.parts("venues");
        for (ReportPart venue : venues) {
            Optional<String> name = venue.text("venue");
            if (name.isPresent() && !seen.add(name.get())) {
                venue.refuse("listed-twice", "venue", "each once", Shown.text(name.get()));
            }
            open = open.add(handedOver(venue).orElse(BigDecimal.ZERO));
        }
        Optional<BigDecimal> all = handedOver(cancels);
        if (all.isPresent() && all.get().compareTo(open) != 0) {
            cancels.refuse(
                    "venues-disagree",
                    "open_orders",
                    open.toPlainString() + ", the sum of the venues",
                    all.get().toPlainString());
        }
        if (all.filter(a -> a.compareTo(BigDecimal.valueOf(fewest)) < 0).isPresent()) {
            cancels.refuse(
                    "too-few-orders",
                    "open_orders",
                    "at least " + fewest,
                    all.get().toPlainString());
        }
    }

    /** Open orders; a finding unless a cancel was handed over for each. */
    private static Optional<BigDecimal> handedOver(ReportPart part) {
        Optional<BigDecimal> open = part.number("open_orders");
        Optional<BigDecimal> handed = part.number("handed_over");
        if (open.isPresent() && handed.isPresent() && open.get().compareTo(handed.get()) != 0) {
            part.refuse(
                    "cancels-missing",
                    "handed_over",
                    open.get().toPlainString(),
                    handed.get().toPlainString());
        }
        return open;
    }

    private static void latched(ReportPart latch, String name) {
        if (latch.flag(name).filter(f -> !f).isPresent()) {
            latch.refuse("not-latched", name, "true", "false");
        }
    }
}
