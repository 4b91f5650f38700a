package io.gatehouse.audit.log;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;

/** Collects what is said about one line. */
final class LineFindings {

    private final FindingSink sink;
    private final LogName log;
    private final long line;
    private final long offset;

    LineFindings(FindingSink sink, LogName log, long line, long offset) {
        this.sink = sink;
        this.log = log;
        this.line = line;
        this.offset = offset;
    }

    void fault(LogFault.Kind kind, String expected, String observed) {
        faultAt(kind, 0, expected, observed);
    }

    /** A fault at a byte of the line, from 0. */
    void faultAt(LogFault.Kind kind, long within, String expected, String observed) {
        sink.fault(LogFault.of(kind, log, line, offset + within, expected, observed));
    }

    void unchecked(Unchecked.Check check, String reason) {
        sink.unchecked(check, reason, line);
    }

    void revokedSince(KeyId key) {
        sink.revokedSince(key, line);
    }

    long line() {
        return line;
    }

    /** Where findings of a whole verification go. */
    interface FindingSink {
        void fault(LogFault fault);

        void unchecked(Unchecked.Check check, String reason, long line);

        /** A line was signed, while it counted, with a key that was revoked later. */
        void revokedSince(KeyId key, long line);
    }
}
