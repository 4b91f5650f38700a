package io.gatehouse.audit.permit;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** What the bytes of a permit file turned out to be. */
public sealed interface PermitReading {

    /**
     * A permit with a good signature of the engine; whether it holds here and now is another
     * question.
     */
    record Verified(Permit permit) implements PermitReading {}

    /** Not a permit of this engine; at least one finding. */
    record Refused(List<Finding> findings) implements PermitReading {
        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
