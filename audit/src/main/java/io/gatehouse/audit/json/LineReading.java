package io.gatehouse.audit.json;

/** What {@link LineReader} met. Line numbers start at 1, byte offsets at 0. */
public sealed interface LineReading {

    /** What can be wrong with a line before its content is looked at. */
    enum Problem {
        /** Longer than the reader admits; its bytes were skipped. */
        TOO_LONG,
        /** The last line, without LF: what a crash in the middle of a write leaves. */
        TORN,
        /** No bytes between two line ends. */
        BLANK,
        /** Holds CR: a transfer or an editor changed the line ends. */
        CARRIAGE_RETURN
    }

    /**
     * A line with its end.
     *
     * @param bytes without LF; the caller owns the array
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Line(long number, long offset, byte[] bytes) implements LineReading {}

    /**
     * A line that is refused.
     *
     * @param length in bytes without LF
     * @param bytes without LF; empty when too long
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Refused(Problem problem, long number, long offset, long length, byte[] bytes)
            implements LineReading {}

    /**
     * Nothing more.
     *
     * @param lines how many lines there were, refused ones included
     * @param offset the length of the file in bytes
     */
    record End(long lines, long offset) implements LineReading {}
}
