package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/** How the verification of a bundle ended. */
public sealed interface Verification {

    /** Why it was not verified; empty when it was. */
    List<Finding> findings();

    /**
     * Everything holds.
     *
     * @param notes what a reader should know all the same, in stable codes
     */
    record Verified(VerifiedBundle bundle, List<BundleNote> notes) implements Verification {
        public Verified {
            notes = List.copyOf(notes);
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    /** Something does not hold. */
    record Refused(List<Finding> findings) implements Verification {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }

    /** The archive or a key cannot be read here; the bundle may be good or bad. */
    record NotDecided(List<Finding> findings) implements Verification {
        public NotDecided {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("a failure has a reason");
            }
        }
    }
}
