package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The report of a smoke passes by its own figures, not by what it says of itself (runbook 1.3 and
 * 2.4).
 *
 * <p>Fees, prices, sums and profit are computed again from the single fills, deviations from the
 * adopted expectations, intervals from the single orders; look-ahead, warm-up and determinism are
 * judged by the digests and differences that were measured. Configuration and expectations must be
 * those that are evidence. Where the step runs the smoke, the report must be the one that the run
 * wrote, byte for byte.
 */
public final class SmokePass extends AbstractRule {

    static final String SCHEMA = "gatehouse.smoke-report/1";
    static final String DEMO = "demo";
    static final String STAGE4 = "stage4";
    static final String PAPER = "paper";

    private static final AdapterId SMOKE = new AdapterId("smoke");

    SmokePass() {
        super(
                "smoke-pass",
                false,
                "The smoke passes by its own figures, over the recorded configuration and against the adopted expectations.",
                Parameter.required("artefact", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required("kind", Parameter.Kind.TEXT, "demo, stage4 or paper"),
                Parameter.required(
                        "configuration",
                        Parameter.Kind.ARTEFACT,
                        "the configuration whose instruments were run"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of generated_at"),
                Parameter.optional(
                        "expected",
                        Parameter.Kind.ARTEFACT,
                        "the adopted figures; demo and stage4 need them"),
                Parameter.optional(
                        "data",
                        Parameter.Kind.ARTEFACT,
                        "the candles, when they are evidence themselves"),
                Parameter.optional(
                        "log",
                        Parameter.Kind.ARTEFACT,
                        "with kind paper: the paper run's log, when it is evidence itself"),
                Parameter.optional(
                        "markdown",
                        Parameter.Kind.ARTEFACT,
                        "pages that must be of this very report"),
                Parameter.optional(
                        "strategies", Parameter.Kind.TEXTS, "the strategies that must have run"),
                Parameter.optional(
                        "min-cycles", Parameter.Kind.COUNT, "least number of cycles (1)"),
                Parameter.optional(
                        "min-cuts",
                        Parameter.Kind.COUNT,
                        "least number of cuts of each look-ahead check (12)"),
                Parameter.optional(
                        "max-tolerance",
                        Parameter.Kind.COUNT,
                        "greatest tolerance in per cent of what is expected (10)"),
                Parameter.optional(
                        "min-orders",
                        Parameter.Kind.COUNT,
                        "with kind paper: least number of orders, and of fills (30)"),
                Parameter.optional(
                        "min-hours",
                        Parameter.Kind.COUNT,
                        "with kind paper: least hours from the first order to the last (24)"),
                Parameter.optional(
                        "min-fill-percent",
                        Parameter.Kind.COUNT,
                        "with kind paper: what the lower end of the fill ratio must reach (85)"),
                Parameter.optional(
                        "max-difference",
                        Parameter.Kind.COUNT,
                        "with kind paper: how far the mean price may be off, in millionths (300)"),
                Parameter.optional(
                        "synthetic-data",
                        Parameter.Kind.TEXT,
                        "refused (default), or judged-apart: by a report-verdict of the same step, which may be waived"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>(LabsReport.synthetic(given, step));
        String kind = given.text("kind");
        if (!List.of(DEMO, STAGE4, PAPER).contains(kind)) {
            faults.add("parameter 'kind' is none of demo, stage4, paper");
        }
        if (kind.equals(PAPER) == given.artefact("expected").isPresent()) {
            faults.add("parameter 'expected' belongs to demo and stage4, which need it");
        }
        if (!kind.equals(PAPER) && given.artefact("log").isPresent()) {
            faults.add("parameter 'log' belongs to kind paper");
        }
        return faults;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        ArtefactId artefact = given.artefact("artefact").orElseThrow();
        List<Observation> reports = inspection.readable(artefact);
        if (reports.size() > 1) {
            inspection.fail(
                    "several-candidates",
                    artefact.value(),
                    "one report",
                    reports.size() + " files",
                    "attach only the report of the last run");
        }
        for (Observation report : reports) {
            if (runs(inspection, given.text("kind"))) {
                OwnRun.demand(inspection, report, SMOKE, "the smoke");
            }
            inspection
                    .json(report)
                    .ifPresent(
                            value -> {
                                if (value instanceof JsonObject object
                                        && object.text("schema").equals(Optional.of(SCHEMA))) {
                                    judge(inspection, given, report, object);
                                } else {
                                    inspection.malformed(
                                            report.item().path(),
                                            "a report " + SCHEMA,
                                            "something else");
                                }
                            });
        }
    }

    /**
     * Whether the step's action is a smoke of this kind: a step may run one smoke itself and take
     * the report of the other from a job, as its alternative.
     */
    private static boolean runs(Inspection inspection, String kind) {
        return inspection
                .context()
                .step()
                .action()
                .flatMap(action -> action.with().text("task"))
                .filter(kind::equals)
                .isPresent();
    }

    private static void judge(
            Inspection inspection, Reading given, Observation report, JsonObject object) {
        SmokeFigures figures = new SmokeFigures(inspection, report.item().path(), object);
        new SmokePassOrigin(figures, given).judge(report);
        if (given.text("kind").equals(PAPER)) {
            new SmokePassPaper(figures, given).judge();
        } else {
            new SmokePassStrategies(figures, given).judge();
        }
        // what it says of itself opens nothing; that it contradicts its figures is worth a word
        if (inspection.isClean() && !object.text("status").equals(Optional.of("PASS"))) {
            figures.disagrees("status", "PASS", Shown.value(object.find("status")));
        }
        if (inspection.isClean() && !object.array("findings").isEmpty()) {
            figures.disagrees("findings", "none", object.array("findings").size() + " findings");
        }
    }
}
