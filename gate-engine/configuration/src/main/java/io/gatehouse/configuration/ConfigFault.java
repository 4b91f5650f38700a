package io.gatehouse.configuration;

import java.util.Objects;

/**
 * Why a file was not accepted as a configuration. The message is ours and quotes no value.
 *
 * @param kind what is wrong, for programs
 * @param line from 1; 0 when the fault has no place
 * @param message what is wrong, for people, in English
 */
public record ConfigFault(Kind kind, int line, String message) {

    /** What can be wrong. */
    public enum Kind {
        TOO_LARGE,
        NOT_UTF8,
        SYNTAX,
        NO_DOCUMENT,
        SEVERAL_DOCUMENTS,
        NOT_A_MAPPING,
        /** Anchors and aliases: one place would change through another. */
        ALIAS,
        /** {@code <<}: readers disagree about which value wins. */
        MERGE_KEY,
        /** An explicit tag makes some readers build objects. */
        TAG,
        /** A key that is a list, a mapping or empty. */
        KEY_FORM,
        TOO_DEEP
    }

    public ConfigFault {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(message);
    }

    @Override
    public String toString() {
        return kind + (line > 0 ? " at line " + line : "") + ": " + message;
    }
}
