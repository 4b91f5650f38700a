package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Decimals;
import io.gatehouse.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one stress test came to.
 *
 * @param name of the test with its scenario, such as {@code dry_liquidity.x0.10}
 * @param verdict which agrees with the judgement
 * @param judgement the limit, the measured value and their distance; empty when not tested
 * @param metrics every figure by name
 * @param notes what a reader must know; says why, when not tested
 * @param synthetic whether anything that was computed with was made up
 */
public record StressOutcome(
        String name,
        StressVerdict verdict,
        Optional<Judgement> judgement,
        SortedMap<String, Double> metrics,
        List<Note> notes,
        boolean synthetic) {

    public StressOutcome {
        Objects.requireNonNull(name);
        metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
        notes = List.copyOf(notes);
        boolean agrees =
                switch (verdict) {
                    case PASSED -> judgement.isPresent() && judgement.get().holds();
                    case FAILED -> judgement.isPresent() && !judgement.get().holds();
                    case NOT_TESTED -> judgement.isEmpty() && !notes.isEmpty();
                };
        if (!agrees) {
            throw new IllegalArgumentException("the verdict of " + name + " is not its judgement");
        }
    }

    /** Passed or failed, as the judgement has it. */
    public static StressOutcome judged(
            String name,
            Judgement judgement,
            Map<String, Double> metrics,
            List<Note> notes,
            boolean synthetic) {
        return new StressOutcome(
                name,
                judgement.holds() ? StressVerdict.PASSED : StressVerdict.FAILED,
                Optional.of(judgement),
                new TreeMap<>(metrics),
                notes,
                synthetic);
    }

    /** Not tested, for the reasons in the notes; metrics that could be computed may stand. */
    public static StressOutcome notTested(
            String name, Map<String, Double> metrics, List<Note> notes, boolean synthetic) {
        return new StressOutcome(
                name,
                StressVerdict.NOT_TESTED,
                Optional.empty(),
                new TreeMap<>(metrics),
                notes,
                synthetic);
    }

    /**
     * The verdict over a part of the portfolio: broken is broken, but it only holds if the whole
     * was tested.
     */
    static StressOutcome ofPart(
            String name,
            Judgement judgement,
            boolean whole,
            Map<String, Double> metrics,
            List<Note> notes,
            boolean synthetic) {
        return whole || !judgement.holds()
                ? judged(name, judgement, metrics, notes, synthetic)
                : notTested(name, metrics, notes, synthetic);
    }

    /** As a value that can be signed: fractions as decimal text, names sorted. */
    public JsonObject toJson() {
        JsonObject.Builder figures = JsonObject.builder();
        metrics.forEach((metric, value) -> figures.put(metric, Decimals.text(value)));
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("name", name)
                        .put("status", verdict.name().toLowerCase(Locale.ROOT))
                        .put("metrics", figures.build())
                        .put("synthetic", synthetic)
                        .put(
                                "notes",
                                notes.stream()
                                        .map(
                                                note ->
                                                        JsonObject.builder()
                                                                .put("code", note.code().name())
                                                                .put("subject", note.subject())
                                                                .put("detail", note.detail())
                                                                .build())
                                        .toList());
        judgement.ifPresent(
                each ->
                        json.put("limit", each.limit())
                                .put("bound", each.bound().name())
                                .put("limit_value", Decimals.text(each.value()))
                                .put("measured", Decimals.text(each.measured()))
                                .put("distance", Decimals.text(each.distance())));
        return json.build();
    }
}
