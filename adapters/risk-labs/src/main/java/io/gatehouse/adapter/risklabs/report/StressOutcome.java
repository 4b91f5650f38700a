package io.gatehouse.adapter.risklabs.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one stress test did to one profile.
 *
 * <p>The three tests that the runbook names stand in the JSON member {@code stress_tests}, which
 * the existing reader knows; all others in {@code further_stress_tests}.
 *
 * @param scenario such as {@code flash_crash}
 * @param subject what it was done to: an instrument, a window, or the portfolio
 * @param required whether a profile passes only if it was tested
 * @param measure what was measured against what; empty exactly when it was not tested
 * @param metrics figures by name; {@code severity}, the used share of the limit, is added
 * @param notes at least one when it was not tested: why
 */
public record StressOutcome(
        String scenario,
        String subject,
        boolean required,
        Optional<Measure> measure,
        SortedMap<String, Double> metrics,
        List<Note> notes) {

    /** The tests of runbook 2.1, in the order of its words. */
    public static final List<String> STANDARD =
            List.of("flash_crash", "dry_liquidity", "latency_spike");

    private static final Set<String> KNOWN_TO_EVERY_READER = Set.copyOf(STANDARD);

    /** Whether the limit held. */
    public enum Status {
        PASSED,
        FAILED,
        NOT_TESTED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StressOutcome {
        Checks.code(scenario, "scenario");
        Checks.name(subject, "stress subject");
        Objects.requireNonNull(measure);
        SortedMap<String, Double> all = new TreeMap<>(metrics);
        measure.ifPresent(
                m -> {
                    Checks.require(m.use().isPresent(), "a stress test without a measure");
                    all.put("severity", m.use().getAsDouble());
                });
        metrics = Checks.numbers(all, "metric");
        notes = Checks.list(notes, 20, "notes");
        // silence about an untested thing reads like a pass
        Checks.require(measure.isPresent() || !notes.isEmpty(), "a test not done without a reason");
    }

    /** Derived from the measure alone. */
    public Status status() {
        return measure.map(m -> m.broken() ? Status.FAILED : Status.PASSED)
                .orElse(Status.NOT_TESTED);
    }

    /** Whether it is one of the three of the runbook. */
    public boolean standard() {
        return KNOWN_TO_EVERY_READER.contains(scenario);
    }
}
