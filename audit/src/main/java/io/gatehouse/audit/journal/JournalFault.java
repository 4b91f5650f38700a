package io.gatehouse.audit.journal;

import java.util.Objects;

/**
 * What is wrong with a journal, and where.
 *
 * <p>Texts are ours or are digests and numbers; nothing is quoted from the files, which may hold
 * terminal escapes.
 *
 * @param kind what is wrong, for programs
 * @param segment file name of the segment, head or decision log
 * @param line number of the line from 1; 0 when the file as a whole is meant
 * @param byteOffset start of that line in the file, from 0
 * @param seq the event concerned; 0 when unknown
 * @param expected what should have been there
 * @param observed what is there
 * @param remedy what a person can do
 */
public record JournalFault(
        Kind kind,
        String segment,
        long line,
        long byteOffset,
        long seq,
        String expected,
        String observed,
        String remedy) {

    private static final String RECOVER =
            "keep a copy of the workspace, then run 'gatehouse audit recover'";
    private static final String RESTORE =
            "restore the missing bytes from a backup or mirror, then run 'gatehouse audit fsck'";
    private static final String NOTHING = "none needed: the writer mends this when it opens";
    private static final String KEY = "make the journal key of that id and time available";

    /** What can be wrong. */
    public enum Kind {
        /** The head names an event that the segments no longer hold. */
        CUT(RESTORE),
        /** There are segments but no head. */
        HEAD_MISSING(RECOVER),
        /** The head is not of its form, or its code is wrong. */
        HEAD_INVALID(RECOVER),
        /** The head names another event, root, time or key than the segments hold there. */
        HEAD_DIFFERS(RECOVER),
        /** A segment is missing, empty in the middle, or bears a wrong first number. */
        SEGMENT_GAP(RESTORE),
        /** A file that does not belong there. */
        FOREIGN_FILE("move the file elsewhere"),
        /** A file cannot be read. */
        UNREADABLE("make the file readable for this account"),
        /** The last line has no line end. */
        LINE_TORN(RECOVER),
        /** A line is blank, too long, or has a carriage return. */
        LINE_FORM(RECOVER),
        /** A line is not strict JSON. */
        LINE_NOT_JSON(RECOVER),
        /** A line's bytes are not the canonical ones of its value. */
        LINE_NOT_CANONICAL(RECOVER),
        /** A line is neither an event nor a commit record. */
        LINE_SHAPE(RECOVER),
        /** An event's number is not one above the last. */
        EVENT_NUMBER(RECOVER),
        /** An event does not name the digest of the event before it. */
        EVENT_CHAIN(RECOVER),
        /** An event is earlier than the one before it. */
        EVENT_TIME(RECOVER),
        /** An event names another installation. */
        EVENT_INSTALLATION(RECOVER),
        /** A commit record without events, or with wrong numbers. */
        COMMIT_NUMBER(RECOVER),
        /** A commit record names another event digest. */
        COMMIT_DIGEST(RECOVER),
        /** A commit record does not name the digest of the commit record before it. */
        COMMIT_CHAIN(RECOVER),
        /** A commit record is earlier than its events or than the one before it. */
        COMMIT_TIME(RECOVER),
        /** The key of a commit record is unknown, not a journal key, or was not usable then. */
        COMMIT_KEY(KEY),
        /** The secret of a commit record's key is not here, but was demanded. */
        COMMIT_KEY_ABSENT(KEY),
        /** A commit record's message authentication code is wrong. */
        COMMIT_CODE(RECOVER),
        /** Events without a commit record: a write that was never acknowledged. */
        UNCOMMITTED(NOTHING),
        /**
         * Damage before a valid commit record of a later write, or too much of it: no crash leaves
         * that.
         */
        TAIL_REFUSED(RECOVER),
        /** The history does not hold the event that is known from elsewhere: it was rolled back. */
        ROLLED_BACK(RESTORE),
        /** A decision log is shorter than its own head. */
        LOG_CUT(RESTORE),
        /** A line of a decision log is not that of the journal. */
        LOG_DIFFERS(RESTORE),
        /** A decision log has a line that the journal does not know. */
        LOG_FOREIGN_LINE("move the line elsewhere: only Gatehouse writes decision logs"),
        /** A decision log lacks its last lines but equals its head: a crash came between. */
        LOG_BEHIND(NOTHING),
        /** An event cannot be understood. */
        EVENT_UNKNOWN("replay with a build that knows this type and version"),
        /** The state that the events give is not the recorded one. */
        STATE_DIVERGES(RECOVER),
        /** An act of a person does not rest on that person's signature. */
        STATEMENT("treat the act as forged; ask the person, and compare with an earlier pack"),
        /** Something was opened that nothing before it gave. */
        UNFOUNDED("treat what it opened as forged; compare with an earlier pack"),
        /** A permit was not signed by the engine's key of that time. */
        PERMIT("treat the permit as forged; compare with an earlier pack"),
        /** An archived artefact or manifest is missing or changed. */
        ARTEFACT(RESTORE);

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** Whether the writer mends it by itself when it opens: what a crash leaves. */
        public boolean mendedOnOpening() {
            return this == UNCOMMITTED || this == LOG_BEHIND;
        }
    }

    public JournalFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(segment, "segment");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** A fault with the remedy of its kind. */
    public static JournalFault of(
            Kind kind,
            String segment,
            long line,
            long byteOffset,
            long seq,
            String expected,
            String observed) {
        return new JournalFault(
                kind, segment, line, byteOffset, seq, expected, observed, kind.remedy);
    }

    /** The fault as something to throw. */
    public JournalFaultException exception() {
        return new JournalFaultException(this);
    }

    @Override
    public String toString() {
        return kind
                + " in "
                + segment
                + (line > 0 ? " line " + line + " byte " + byteOffset : "")
                + (seq > 0 ? " (event " + seq + ")" : "")
                + ": expected "
                + expected
                + ", observed "
                + observed
                + "; "
                + remedy;
    }
}
