package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The strategies of a demo or stage 4 smoke: that all ran, how, and within what limits. */
final class SmokePassStrategies {

    /** The strategy that stands for all at once. */
    private static final String PORTFOLIO = "portfolio";

    private static final long TARGET_TOLERANCE = 10_000;
    private static final String MEND = "mend the strategy and run the smoke again";

    private final SmokeFigures figures;
    private final JsonObject report;
    private final Reading given;

    SmokePassStrategies(SmokeFigures figures, Reading given) {
        this.figures = figures;
        this.report = figures.report();
        this.given = given;
    }

    void judge() {
        long cycles = figures.number(report, "cycles", "");
        figures.atLeast(
                "too-few-cycles",
                "cycles",
                given.count("min-cycles", 1),
                cycles,
                "run the smoke with more cycles");
        basis();
        Map<String, JsonObject> runs = new TreeMap<>();
        List<JsonObject> all = figures.objects(report, "strategies", "");
        all.forEach(run -> runs.put(run.text("strategy").orElse(""), run));
        complete(all, runs);
        JsonObject signals = report.object("emitted_signals").orElse(JsonObject.EMPTY);
        if (!signals.names().equals(runs.keySet())) {
            figures.disagrees("emitted_signals", Shown.text(runs.keySet().toString()), "others");
        }
        new SmokePassDeviations(figures, given).judge(runs, expected());
        runs.forEach(
                (id, run) -> {
                    String place = Shown.text(id);
                    new SmokePassTrades(figures, run, place).judge(cycles);
                    checks(run, place);
                    figures.same(
                            "emitted_signals " + place,
                            figures.big(
                                    run.object("figures").orElse(JsonObject.EMPTY),
                                    "signals",
                                    place),
                            figures.big(signals, id, "emitted_signals"));
                });
        if (given.text("kind").equals(SmokePass.STAGE4)) {
            stage4(runs);
        }
    }

    /** All figures rest on candles, terms and cycles; none of them may be another's. */
    private void basis() {
        Digest computed =
                Digest.of(
                        JsonObject.of("data", report.find("data").orElse(new JsonString("")))
                                .with("terms", report.find("terms").orElse(new JsonString("")))
                                .with("cycles", report.find("cycles").orElse(new JsonString(""))));
        if (!report.text("basis_sha384").equals(Optional.of(computed.value()))) {
            figures.disagrees(
                    "basis_sha384", computed.value(), Shown.value(report.find("basis_sha384")));
        }
    }

    private void complete(List<JsonObject> all, Map<String, JsonObject> runs) {
        List<String> demanded =
                report.text("kind").equals(Optional.of(SmokePass.STAGE4))
                        ? List.of(PORTFOLIO)
                        : List.of();
        boolean there =
                runs.keySet().containsAll(given.texts("strategies"))
                        && runs.keySet().containsAll(demanded);
        if (all.isEmpty() || all.size() != runs.size() || !there) {
            figures.fail(
                    "strategies-incomplete",
                    "strategies",
                    "each of " + given.texts("strategies") + demanded + " once",
                    Shown.text(runs.keySet().toString()),
                    "run the smoke with all strategies");
        }
    }

    /** The adopted figures, which must be those of this very basis. */
    private JsonObject expected() {
        Inspection inspection = figures.inspection();
        String named = report.text("expected_sha384").orElse("none");
        for (Observation file : inspection.readable(given.artefact("expected").orElseThrow())) {
            if (!file.item().digests().sha384().value().equals(named)) {
                continue;
            }
            try {
                JsonObject expected =
                        StrictJson.readSigned(file.content().orElseThrow().bytes()).objectOrThrow();
                if (!expected.text("basis_sha384").equals(report.text("basis_sha384"))) {
                    figures.fail(
                            "other-expectation",
                            "basis_sha384",
                            Shown.value(expected.find("basis_sha384")),
                            Shown.value(report.find("basis_sha384")),
                            "adopt expected figures of these candles, terms and cycles");
                }
                return expected;
            } catch (JsonFaultException e) {
                inspection.malformed(file.item().path(), "expected figures", "another form");
                return JsonObject.EMPTY;
            }
        }
        figures.fail(
                "other-expectation",
                "expected_sha384",
                "the expected figures that are attached",
                Shown.text(named),
                "run the smoke against the expected figures that are attached");
        return JsonObject.EMPTY;
    }

    private void checks(JsonObject run, String place) {
        List<JsonObject> cuts = figures.objects(run, "look_ahead", place);
        long distinct = cuts.stream().map(cut -> cut.integer("row")).distinct().count();
        figures.atLeast(
                "too-few-cuts",
                place + " look_ahead",
                Math.max(1, given.count("min-cuts", 12)),
                distinct,
                "run the smoke over a longer period");
        long differing = cuts.stream().filter(cut -> !agrees(cut)).count();
        if (differing > 0) {
            figures.fail(
                    "look-ahead",
                    place,
                    "equal targets without later candles",
                    differing + " cuts differ",
                    MEND);
        }
        List<JsonObject> starts = figures.objects(run, "later_starts", place);
        boolean forgets =
                !starts.isEmpty()
                        && starts.stream()
                                .allMatch(
                                        s ->
                                                s.integer("compared").orElse(0L) > 0
                                                        && s.integer("difference")
                                                                .filter(d -> d >= 0)
                                                                .filter(d -> d <= TARGET_TOLERANCE)
                                                                .isPresent());
        if (!forgets) {
            figures.fail(
                    "recursive",
                    place,
                    "targets within " + TARGET_TOLERANCE + " millionths from later starts on",
                    "others, or none compared",
                    MEND);
        }
        var twice = run.array("targets_sha384");
        if (twice.size() != 2 || !twice.get(0).equals(twice.get(1))) {
            figures.fail("nondeterministic", place, "equal targets twice", "other ones", MEND);
        }
    }

    private static boolean agrees(JsonObject cut) {
        return cut.text("whole").filter(Digest::isDigest).isPresent()
                && cut.text("whole").equals(cut.text("cut"));
    }

    private void stage4(Map<String, JsonObject> runs) {
        if (report.text("job").filter(job -> !job.isBlank()).isEmpty()) {
            figures.fail("no-job", "job", "the number of the job", "none", "run it with its job");
        }
        JsonObject limits = report.object("limits").orElse(JsonObject.EMPTY);
        JsonObject peaks = report.object("peaks").orElse(JsonObject.EMPTY);
        JsonObject used =
                Optional.ofNullable(runs.get(PORTFOLIO))
                        .flatMap(run -> run.object("parameters"))
                        .flatMap(parameters -> parameters.object("limits"))
                        .orElse(JsonObject.EMPTY);
        if (!used.equals(limits)) {
            figures.disagrees("limits", "those of the portfolio's run", "others");
        }
        for (String name : List.of("position", "gross", "open")) {
            long limit = figures.number(limits, name, "limits");
            long peak = figures.number(peaks, name, "peaks");
            if (peak > limit) {
                figures.fail(
                        "limit-exceeded",
                        "peaks " + name,
                        "at most " + limit,
                        String.valueOf(peak),
                        "lower the risk of the strategies");
            }
        }
    }
}
