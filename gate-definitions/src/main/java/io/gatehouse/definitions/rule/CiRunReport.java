package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The payload of a signed report of one job of continuous integration. */
record CiRunReport(Inspection inspection, String path, JsonObject run) {

    /** As long as the decision log's schema takes. */
    private static final int MAX_JOB_ID = 200;

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");

    /** Workflow and conclusion. */
    void succeeded(String workflow) {
        expect("workflow", workflow);
        expect("conclusion", "success");
    }

    /** The commit is the release's. */
    void ofRelease() {
        expect("commit", inspection.context().promotion().release().commit());
    }

    Optional<String> job() {
        return run.text("job_id")
                .or(() -> run.integer("job_id").map(String::valueOf))
                .filter(j -> !j.isBlank() && j.length() <= MAX_JOB_ID);
    }

    /**
     * The decision entry names job and commit, so both must be there in a form that it can bear.
     */
    void name() {
        Optional<String> job = job();
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

    /** It ended before now, and not too long ago. */
    void age(Optional<Duration> limit) {
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
        if (limit.isPresent() && finished.isBefore(now.minus(limit.get()))) {
            inspection.fail(
                    "stale",
                    path,
                    "a run since " + now.minus(limit.get()),
                    finished.toString(),
                    "run the workflow again");
        }
    }

    void expect(String member, String expected) {
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
