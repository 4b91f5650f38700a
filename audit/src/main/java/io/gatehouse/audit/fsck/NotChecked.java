package io.gatehouse.audit.fsck;

/**
 * A check that could not be made here, because it needs what is not here. It never counts as
 * passed.
 *
 * @param place what it is about: a file, or the name of the check
 * @param reason why, in English
 * @param count how many times
 */
public record NotChecked(Kind kind, String place, String reason, long count) {

    /** What was not looked at; readers group by it. */
    public enum Kind {
        /** HMAC of the journal's commit records and of its head. */
        COMMIT_CODES,
        /** HMAC of the head of a decision log. */
        LOG_HEAD_CODE,
        /** HMAC of roles and of the engine over decision lines. */
        ROLE_CODES,
        /** The outer HMAC over decision lines. */
        OUTER_CODES,
        /** Checklists against the journal. */
        CHECKLISTS,
        /** Evidence and verdicts of promotions that are not in this pack. */
        OTHER_PROMOTIONS,
        /** A check that damage found earlier left nothing to be done with. */
        NOT_REACHED
    }

    /** A code of a file whose key is not here. */
    static NotChecked code(Kind kind, String place, long count) {
        return new NotChecked(kind, place, "the key is not here", count);
    }

    /** One line in English. */
    @Override
    public String toString() {
        String what =
                switch (kind) {
                    case COMMIT_CODES -> "HMAC of " + count + " commit records and of the head";
                    case LOG_HEAD_CODE -> "HMAC of the head of " + place;
                    case ROLE_CODES -> place + ": " + count + " x ROLE_SIGNATURES";
                    case OUTER_CODES -> place + ": " + count + " x OUTER_SIGNATURES";
                    case CHECKLISTS, OTHER_PROMOTIONS, NOT_REACHED -> place;
                };
        return what + ": " + reason;
    }
}
