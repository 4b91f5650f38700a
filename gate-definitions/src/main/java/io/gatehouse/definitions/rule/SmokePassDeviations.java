package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonObject;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The figures of a smoke against those that were adopted, compared again. */
final class SmokePassDeviations {

    private static final List<String> FIGURES =
            List.of("fees", "orders", "pnl", "signals", "trades", "turnover");

    private final SmokeFigures figures;
    private final JsonObject report;
    private final Reading given;

    SmokePassDeviations(SmokeFigures figures, Reading given) {
        this.figures = figures;
        this.report = figures.report();
        this.given = given;
    }

    void judge(Map<String, JsonObject> runs, JsonObject expected) {
        Map<String, JsonObject> rows = new HashMap<>();
        List<JsonObject> all = figures.objects(report, "deviations", "");
        for (JsonObject row : all) {
            rows.put(row.text("strategy").orElse("") + " " + row.text("figure").orElse(""), row);
        }
        if (rows.size() != all.size() || all.size() != runs.size() * FIGURES.size()) {
            figures.disagrees(
                    "deviations",
                    runs.size() * FIGURES.size() + " comparisons",
                    all.size() + " comparisons");
        }
        long above = 0;
        for (Map.Entry<String, JsonObject> run : runs.entrySet()) {
            JsonObject adopted = adopted(expected, run.getKey(), run.getValue());
            for (String figure : FIGURES) {
                JsonObject row = rows.getOrDefault(run.getKey() + " " + figure, JsonObject.EMPTY);
                above += compare(run.getKey(), figure, run.getValue(), row, adopted) ? 0 : 1;
            }
        }
        figures.same(
                "deviations_above_tolerance",
                BigInteger.valueOf(above),
                figures.big(report, "deviations_above_tolerance", ""));
    }

    private JsonObject adopted(JsonObject expected, String id, JsonObject run) {
        List<JsonObject> entries =
                figures.objects(expected, "strategies", "expected").stream()
                        .filter(e -> e.text("strategy").equals(Optional.of(id)))
                        .toList();
        if (entries.size() != 1
                || !entries.get(0).integer("version").equals(run.integer("version"))) {
            figures.fail(
                    "expectation-missing",
                    Shown.text(id),
                    "expected figures of this strategy and version",
                    "none",
                    "adopt expected figures for it");
            return JsonObject.EMPTY;
        }
        return entries.get(0).object("figures").orElse(JsonObject.EMPTY);
    }

    private boolean compare(
            String id, String figure, JsonObject run, JsonObject row, JsonObject adopted) {
        String place = Shown.text(id) + " " + figure;
        JsonObject wanted = adopted.object(figure).orElse(JsonObject.EMPTY);
        BigInteger expected = figures.big(wanted, "expected", place);
        BigInteger tolerance = figures.big(wanted, "tolerance", place);
        BigInteger observed =
                figures.big(run.object("figures").orElse(JsonObject.EMPTY), figure, place);
        figures.same(place + " expected", expected, figures.big(row, "expected", place));
        figures.same(place + " tolerance", tolerance, figures.big(row, "tolerance", place));
        figures.same(place + " observed", observed, figures.big(row, "observed", place));
        BigInteger widest =
                expected.abs()
                        .multiply(BigInteger.valueOf(given.count("max-tolerance", 10)))
                        .divide(BigInteger.valueOf(100))
                        .add(BigInteger.ONE);
        if (tolerance.compareTo(widest) > 0) {
            // a tolerance that everything is within tests nothing
            figures.fail(
                    "tolerance-too-wide",
                    place,
                    "at most " + widest,
                    tolerance.toString(),
                    "adopt expected figures with a narrower tolerance");
        }
        boolean within = observed.subtract(expected).abs().compareTo(tolerance) <= 0;
        if (!within) {
            figures.fail(
                    "tolerance-exceeded",
                    place,
                    expected + " ± " + tolerance,
                    observed.toString(),
                    "explain the deviation; adopt new figures only when it is meant");
        }
        return within;
    }
}
