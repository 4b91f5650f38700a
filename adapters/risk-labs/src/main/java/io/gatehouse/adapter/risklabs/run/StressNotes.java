package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.report.Measure;
import io.gatehouse.adapter.risklabs.report.Note;
import io.gatehouse.adapter.risklabs.report.Unit;
import io.gatehouse.adapter.risklabs.stress.Judgement;
import io.gatehouse.adapter.risklabs.stress.StressOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** How a stress test's outcome stands in the report. */
final class StressNotes {

    /** The tests of runbook 2.1: not done is not passed. */
    private static final List<String> DEMANDED =
            List.of("flash_crash", "dry_liquidity", "latency_spike");

    private StressNotes() {}

    static io.gatehouse.adapter.risklabs.report.StressOutcome outcome(StressOutcome outcome) {
        int dot = outcome.name().indexOf('.');
        String scenario = outcome.name().substring(0, dot);
        TreeMap<String, Double> metrics = new TreeMap<>();
        for (Map.Entry<String, Double> metric : outcome.metrics().entrySet()) {
            metrics.put(metric.getKey().toLowerCase(Locale.ROOT), metric.getValue());
        }
        return new io.gatehouse.adapter.risklabs.report.StressOutcome(
                scenario,
                outcome.name().substring(dot + 1),
                DEMANDED.contains(scenario),
                measure(outcome.judgement()),
                metrics,
                outcome.notes().stream().distinct().limit(20).map(StressNotes::note).toList());
    }

    private static Optional<Measure> measure(Optional<Judgement> judgement) {
        return judgement.map(
                each ->
                        new Measure(
                                Unit.FRACTION,
                                Measure.Bound.valueOf(each.bound().name()),
                                each.value(),
                                OptionalDouble.of(each.measured())));
    }

    private static Note note(io.gatehouse.adapter.risklabs.stress.Note note) {
        String code = "stress_" + note.code().name().toLowerCase(Locale.ROOT);
        String text =
                note.code().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ": "
                        + note.subject()
                        + (note.detail().isEmpty() ? "" : " (" + note.detail() + ")");
        return Note.of(code, text, note.subject(), note.detail().isEmpty() ? "-" : note.detail());
    }
}
