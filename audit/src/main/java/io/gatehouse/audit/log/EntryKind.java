package io.gatehouse.audit.log;

import java.util.Locale;
import java.util.Optional;

/** What a line of a decision log is. */
public enum EntryKind {
    /** A gate was passed: the only kind that may carry a granting status. */
    DECISION,
    /** A grant was taken back. */
    REVOCATION,
    /** A fact that a later decision rests on. */
    EVIDENCE,
    /** Corrects an earlier line, which stays. */
    SUPERSEDE;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<EntryKind> parse(String text) {
        for (EntryKind kind : values()) {
            if (kind.text().equals(text)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
