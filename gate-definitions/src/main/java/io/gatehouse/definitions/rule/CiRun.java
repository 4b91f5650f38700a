package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A run of continuous integration succeeded for this release: job id and commit, signed by the
 * machine that ran it (plan, note below the gate table).
 */
public final class CiRun extends AbstractRule {

    /** As long as the decision log's schema takes. */
    private static final int MAX_JOB_ID = 200;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

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
            payload.ifPresent(run -> judge(inspection, given, report.item().path(), run));
        }
    }

    private static void judge(Inspection inspection, Reading given, String path, JsonObject run) {
        expect(inspection, path, run, "workflow", given.text("workflow"));
        expect(inspection, path, run, "conclusion", "success");
        given.maybeText("job").ifPresent(job -> expect(inspection, path, run, "job_id", job));
        if (given.maybeText("commit").orElse("release").equals("release")) {
            expect(
                    inspection,
                    path,
                    run,
                    "commit",
                    inspection.context().promotion().release().commit());
        }
        name(inspection, path, run);
        Instant finished = run.text("finished_at").flatMap(Timestamps::parse).orElseThrow();
        Instant now = inspection.context().asOf();
        if (finished.isAfter(now.plus(Statement.SKEW))) {
            inspection.error(
                    "future-dated",
                    path,
                    "a time not after " + now,
                    finished.toString(),
                    "mend the clock");
        }
        Optional<Duration> limit = given.duration("max-age");
        if (limit.isPresent() && finished.isBefore(now.minus(limit.get()))) {
            inspection.fail(
                    "stale",
                    path,
                    "a run since " + now.minus(limit.get()),
                    finished.toString(),
                    "run the workflow again");
        }
    }

    /**
     * The decision entry names job and commit, so both must be there in a form that it can bear.
     */
    private static void name(Inspection inspection, String path, JsonObject run) {
        Optional<String> job =
                run.text("job_id")
                        .or(() -> run.integer("job_id").map(String::valueOf))
                        .filter(j -> !j.isBlank() && j.length() <= MAX_JOB_ID);
        if (job.isEmpty()) {
            inspection.fail(
                    "no-job-id",
                    path,
                    "a job id of at most " + MAX_JOB_ID + " characters",
                    run.has("job_id") ? "another value" : "none",
                    "attach the report of the run itself");
        }
        Optional<String> commit = run.text("commit").filter(c -> COMMIT.matcher(c).matches());
        if (commit.isEmpty()) {
            inspection.fail(
                    "no-commit",
                    path,
                    "the full hash of a commit",
                    run.has("commit") ? "another value" : "none",
                    "attach the report of the run itself");
        }
        if (job.isPresent() && commit.isPresent()) {
            inspection.fact(
                    RuleResult.CI,
                    JsonObject.builder().put("job", job.get()).put("commit", commit.get()).build());
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
