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

    private final String text = name().toLowerCase(Locale.ROOT);

    public String text() {
        return text;
    }

    static Optional<EntryKind> parse(String text) {
        return switch (text) {
            case "decision" -> Optional.of(DECISION);
            case "revocation" -> Optional.of(REVOCATION);
            case "evidence" -> Optional.of(EVIDENCE);
            case "supersede" -> Optional.of(SUPERSEDE);
            default -> Optional.empty();
        };
    }
}
