package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
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
                Parameter.required("artefact", Parameter.Kind.ARTEFACT, "the signed report; every file of it"),
                Parameter.required("workflow", Parameter.Kind.TEXT, "name of the workflow"),
                Parameter.optional("job", Parameter.Kind.TEXT, "job id, when only one will do"),
                Parameter.optional("max-age", Parameter.Kind.DURATION, "greatest age of the run"),
                Parameter.optional("commit", Parameter.Kind.TEXT, "release (default): the release's commit; or any"));
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
            Optional<JsonObject> payload = SignedReports.read(inspection, report, "ci-run", "finished_at");
            payload.ifPresent(run -> judge(inspection, given, report.item().path(), run));
        }
    }

    private static void judge(Inspection inspection, Reading given, String path, JsonObject run) {
        expect(inspection, path, run, "workflow", given.text("workflow"));
        expect(inspection, path, run, "conclusion", "success");
        given.maybeText("job").ifPresent(job -> expect(inspection, path, run, "job_id", job));
        if (given.maybeText("commit").orElse("release").equals("release")) {
            expect(inspection, path, run, "commit", inspection.context().promotion().release().commit());
        }
        boolean named = run.text("job_id").filter(j -> !j.isBlank()).isPresent() || run.integer("job_id").isPresent();
        if (!named) {
            inspection.fail("no-job-id", path, "a job id", "none", "attach the report of the run itself");
        }
        Instant finished = run.text("finished_at").flatMap(Timestamps::parse).orElseThrow();
        Instant now = inspection.context().asOf();
        if (finished.isAfter(now.plus(Statement.SKEW))) {
            inspection.error("future-dated", path, "a time not after " + now, finished.toString(), "mend the clock");
        }
        Optional<Duration> limit = given.duration("max-age");
        if (limit.isPresent() && finished.isBefore(now.minus(limit.get()))) {
            inspection.fail(
                    "stale", path, "a run since " + now.minus(limit.get()), finished.toString(), "run the workflow again");
        }
    }

    private static void expect(
            Inspection inspection, String path, JsonObject run, String member, String expected) {
        String observed = run.text(member).orElse("none");
        if (!observed.equals(expected)) {
            inspection.fail(
                    member.replace('_', '-') + "-differs",
                    path,
                    expected,
                    observed.substring(0, Math.min(100, observed.length())),
                    "attach the report of a run whose " + member + " is that");
        }
    }
}
