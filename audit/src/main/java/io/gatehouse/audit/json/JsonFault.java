package io.gatehouse.audit.json;

import java.util.Objects;

/**
 * Why some bytes were not accepted as a JSON value.
 *
 * <p>The message is ours and never quotes the input, which may hold a secret or a terminal escape.
 *
 * @param kind what is wrong, for programs
 * @param offset byte offset from the start of the value at which it was noticed, from 0
 * @param message what is wrong, for people, in English
 */
public record JsonFault(Kind kind, long offset, String message) {

    /** What can be wrong. */
    public enum Kind {
        /** No value at all, or only white space. */
        EMPTY,
        /** Starts with U+FEFF; a signer and a verifier may differ on whether it counts. */
        BYTE_ORDER_MARK,
        /** Not UTF-8 as RFC 3629 defines it: overlong form, encoded surrogate, bad sequence. */
        INVALID_UTF8,
        /** Not RFC 8259. */
        SYNTAX,
        /** Something follows the value. */
        TRAILING_DATA,
        /** A member name occurs twice in one object. */
        DUPLICATE_NAME,
        /** A member name with a character outside U+0020..U+007E, where signing forbids it. */
        NAME_NOT_ASCII,
        /** Arrays and objects nested beyond the limit. */
        TOO_DEEP,
        /** A number with fraction or exponent, where signing forbids it. */
        NOT_AN_INTEGER,
        /** An integer outside +-(2^53-1), where signing forbids it. */
        INTEGER_OUT_OF_RANGE,
        /** An escape sequence that stands for half a surrogate pair. */
        LONE_SURROGATE,
        /** A name, string or number longer than the reader admits. */
        TOO_LONG
    }

    public JsonFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        if (offset < 0) {
            throw new IllegalArgumentException("offset below 0");
        }
    }

    @Override
    public String toString() {
        return kind + " at byte " + offset + ": " + message;
    }
}
