package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The report of a smoke test, of the strategies (demo) or of paper trading. */
public final class SmokeReport extends AbstractRule {

    private static final String DEMO = "demo";
    private static final String PAPER = "paper";

    SmokeReport() {
        super(
                "smoke-report",
                false,
                "The smoke test did something, every part of it is in order, and its documents agree.",
                Parameter.required("artefact", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required(
                        "kind",
                        Parameter.Kind.TEXT,
                        "demo: cycles, signals, telemetry, verdict; paper: the summary"),
                Parameter.optional(
                        "markdown",
                        Parameter.Kind.ARTEFACT,
                        "with kind paper: the summary as people read it"),
                Parameter.optional(
                        "max-age",
                        Parameter.Kind.DURATION,
                        "with kind paper: greatest age of the summary by its own timestamp"));
    }

    /** 2: a time of the summary that cannot be read, is ahead, or too old, is refused. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        String kind = given.text("kind");
        if (!List.of(DEMO, PAPER).contains(kind)) {
            faults.add("parameter 'kind' is neither demo nor paper");
        }
        if (kind.equals(PAPER) != given.artefact("markdown").isPresent()) {
            faults.add("parameter 'markdown' belongs to kind paper, which needs it");
        }
        if (kind.equals(DEMO) && given.duration("max-age").isPresent()) {
            faults.add("parameter 'max-age' belongs to kind paper: the other report bears no time");
        }
        return faults;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<Observation> markdown =
                given.artefact("markdown").map(inspection::readable).orElse(List.of());
        for (Observation report : inspection.readable(given.artefact("artefact").orElseThrow())) {
            Optional<JsonValue> value = inspection.json(report);
            value.ifPresent(
                    v -> {
                        if (!(v instanceof JsonObject object)) {
                            inspection.malformed(
                                    report.item().path(), "an object", "another value");
                        } else if (given.text("kind").equals(DEMO)) {
                            new DemoSmokeFigures(inspection, report.item().path(), object).judge();
                        } else {
                            new PaperSmokeSummary(inspection, report, object)
                                    .judge(markdown, given.duration("max-age"));
                        }
                    });
        }
    }
}
