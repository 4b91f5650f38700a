package io.gatehouse.strategy;

import io.gatehouse.audit.permit.Permit;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;

/** The answer to "may I run here now?". */
public sealed interface Permission {

    /**
     * Yes, for a while.
     *
     * @param limits of a pilot, to be obeyed; empty object when there are none
     * @param configuration the very bytes that were digested: load these, for the file may be
     *     another one by the time it is opened again
     * @param within ask again before this time has passed; without a new answer stop what increases
     *     risk, and go on cancelling and closing
     */
    record Allowed(Permit permit, JsonObject limits, Content configuration, Duration within)
            implements Permission {}

    /** No; every fault that was seen, at least one. */
    record Refused(List<Finding> findings) implements Permission {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }
}
