package io.gatehouse.app.acceptance;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * How a part ended.
 *
 * @param findings why it is not ok; empty exactly when it is
 * @param facts what was seen: digests, counts, ids
 */
public record StepOutcome(Status status, List<Finding> findings, JsonObject facts) {

    /** The rule that findings about the acceptance itself name. */
    public static final String RULE = "acceptance";

    /** As the existing reports spell them, in lower case. */
    public enum Status {
        OK,
        FAILED,
        /** Nothing was handed in. As far from a yes as a failure. */
        SKIPPED
    }

    public StepOutcome {
        findings = List.copyOf(findings);
        if (findings.isEmpty() != (status == Status.OK)) {
            throw new IllegalArgumentException("what is not ok has a reason, and what is has none");
        }
    }

    public static StepOutcome ok(JsonObject facts) {
        return new StepOutcome(Status.OK, List.of(), facts);
    }

    /** Ok when there are no findings. */
    public static StepOutcome judged(List<Finding> findings, JsonObject facts) {
        return new StepOutcome(findings.isEmpty() ? Status.OK : Status.FAILED, findings, facts);
    }

    /** Nothing to look at. */
    public static StepOutcome skipped(AcceptancePart part, String needed) {
        return new StepOutcome(
                Status.SKIPPED,
                List.of(
                        Finding.of(
                                RULE,
                                "not-run",
                                part.code(),
                                needed,
                                "nothing",
                                "hand it in; an acceptance with a part left out is none")),
                JsonObject.EMPTY);
    }

    static StepOutcome broken(AcceptancePart part, String how) {
        return new StepOutcome(
                Status.FAILED,
                List.of(
                        Finding.of(
                                RULE,
                                "broken",
                                part.code(),
                                "a part that comes to an end",
                                how,
                                "report this fault of the program; the installer is not accepted")),
                JsonObject.EMPTY);
    }
}
