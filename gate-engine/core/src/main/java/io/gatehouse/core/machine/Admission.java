package io.gatehouse.core.machine;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** What the box answered. */
public sealed interface Admission {

    /** The machine moved: into {@code target}, recording {@code intent}. */
    record Admitted(String target, String intent) implements Admission {}

    /** The machine stands where it stood, and says why. */
    record Refused(List<Finding> findings) implements Admission {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal names its reason");
            }
        }
    }
}
