package io.gatehouse.audit.journal;

/** A line is refused; the scanner adds where it stands. */
final class LineRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient JournalFault.Kind kind;
    private final transient String expected;
    private final transient String observed;

    LineRefusal(JournalFault.Kind kind, String expected, String observed) {
        super(kind + ": expected " + expected + ", observed " + observed, null, false, false);
        this.kind = kind;
        this.expected = expected;
        this.observed = observed;
    }

    JournalFault.Kind kind() {
        return kind;
    }

    JournalFault at(String segment, long line, long offset, long seq) {
        return JournalFault.of(kind, segment, line, offset, seq, expected, observed);
    }
}
