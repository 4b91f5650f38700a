package io.gatehouse.core.rule;

import java.util.Collection;

/** The four answers of a rule. Only PASS everywhere opens a gate. */
public enum Verdict {
    /** The requirement is met. */
    PASS,
    /**
     * The requirement does not apply, and the rule says why; counts only where the definition
     * allows.
     */
    NOT_APPLICABLE,
    /** The requirement is not met. */
    FAIL,
    /** It could not be decided; never a pass. */
    ERROR;

    /** The worst of some verdicts; ERROR for none at all, since nothing was checked. */
    public static Verdict worst(Collection<Verdict> verdicts) {
        return verdicts.stream().max(Enum::compareTo).orElse(ERROR);
    }
}
