package io.gatehouse.adapter.licensing;

import io.gatehouse.core.rule.Finding;

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

    private static final int LONGEST = 120;

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
        return Finding.of(rule, code, printable(subject), expected, printable(observed), remedy);
    }

    /** A text from outside must neither flood a report nor steer a terminal. */
    private static String printable(String text) {
        StringBuilder made = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c)
                .forEach(made::appendCodePoint);
        return made.toString();
    }
}
