package io.gatehouse.adapter.licensing;

import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Printable;

/** The rule ids under which this module's findings stand; message bundles are keyed by them. */
public enum Area {
    FINGERPRINT("fingerprint"),
    ONE_TIME_CODE("one-time-code"),
    REQUEST("licence-request"),
    KEYS("licence-keys"),
    LICENCE("licence"),
    REVOCATION("licence-revocation"),
    CHAIN("licence-chain"),
    CLOCK("licence-clock"),
    CARRIER("licence-carrier"),
    ACTION("licensing");

    private final String rule;

    Area(String rule) {
        this.rule = rule;
    }

    /** The rule id. */
    public String rule() {
        return rule;
    }

    /** A finding of this area; texts from outside are cut and made printable. */
    public Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(
                rule, code, Printable.text(subject), expected, Printable.text(observed), remedy);
    }
}
