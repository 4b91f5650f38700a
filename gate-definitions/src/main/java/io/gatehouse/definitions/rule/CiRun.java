package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A run of continuous integration succeeded for this release: job id and commit, signed by the
 * machine that ran it (plan, note below the gate table).
 */
public final class CiRun extends AbstractRule {

    CiRun() {
        super(
                "ci-run",
                false,
                "A signed report says that a run of the workflow succeeded on the release's commit.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the signed report; every file of it"),
                Parameter.required("workflow", Parameter.Kind.TEXT, "name of the workflow"),
                Parameter.optional("job", Parameter.Kind.TEXT, "job id, when only one will do"),
                Parameter.optional("max-age", Parameter.Kind.DURATION, "greatest age of the run"),
                Parameter.optional(
                        "commit",
                        Parameter.Kind.TEXT,
                        "release (default): the release's commit; or any"));
    }

    /** 2: names job and commit. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return List.of("release", "any").contains(given.maybeText("commit").orElse("release"))
                ? List.of()
                : List.of("parameter 'commit' is neither release nor any");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        for (Observation report : inspection.readable(given.artefact("artefact").orElseThrow())) {
            Optional<JsonObject> payload =
                    SignedReports.read(inspection, report, "ci-run", "finished_at");
            String path = report.item().path();
            payload.ifPresent(run -> judge(given, new CiRunReport(inspection, path, run)));
        }
    }

    private static void judge(Reading given, CiRunReport report) {
        report.succeeded(given.text("workflow"));
        given.maybeText("job").ifPresent(job -> report.expect("job_id", job));
        if (given.maybeText("commit").orElse("release").equals("release")) {
            report.ofRelease();
        }
        report.name();
        report.age(given.duration("max-age"));
    }
}
