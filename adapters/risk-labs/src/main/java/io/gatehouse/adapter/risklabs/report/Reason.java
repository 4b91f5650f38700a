package io.gatehouse.adapter.risklabs.report;

import java.util.Locale;

/** Why a profile does not pass: what kind of reason, and of which limit, test or model. */
public record Reason(Kind kind, String subject) {

    /** The kinds, in the order in which they are listed. */
    public enum Kind {
        BREACH,
        LIMIT_NOT_MEASURED,
        STRESS_FAILED,
        STRESS_NOT_TESTED,
        NO_JUDGING_MODEL,
        JUDGING_MODEL_NOT_BACKTESTED,
        JUDGING_MODEL_REJECTED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** For programs, such as {@code stress_failed:flash_crash}. */
    String code() {
        return kind.code() + ":" + subject;
    }
}
