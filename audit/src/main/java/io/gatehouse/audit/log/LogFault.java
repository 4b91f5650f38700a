package io.gatehouse.audit.log;

import io.gatehouse.core.id.LogName;
import io.gatehouse.core.rule.Finding;
import java.util.Locale;
import java.util.Objects;

/**
 * One thing wrong with a decision log, and where.
 *
 * @param line number of the line from 1; 0 when it is about the log as a whole
 * @param offset byte offset in the file from 0, as near to the fault as is known
 * @param expected what would have been right
 * @param observed what was there; foreign text is shortened and escaped
 * @param remedy what to do next
 */
public record LogFault(
        Kind kind,
        LogName log,
        long line,
        long offset,
        String expected,
        String observed,
        String remedy) {

    /** What can be wrong. */
    public enum Kind {
        UNREADABLE("check the file and its permissions"),
        EMPTY("a log without lines proves nothing; check that the right file was named"),
        LINE_TOO_LONG(Advice.RESTORE),
        LINE_TORN("run 'audit recover': a crash cut the last write short"),
        LINE_BLANK(Advice.RESTORE),
        LINE_HAS_CARRIAGE_RETURN(
                "copy the log in binary; an editor or transfer changed its line ends"),
        NOT_JSON(Advice.RESTORE),
        NOT_CANONICAL(Advice.RESTORE),
        SCHEMA(Advice.RESTORE),
        TIMESTAMP_INVALID(Advice.RESTORE),
        TIMESTAMP_DECREASES(Advice.RESTORE),
        TIMESTAMP_IN_FUTURE("check the clock of this machine and of the one that wrote the line"),
        LOG_NAME_DIFFERS("a line of another log was put here; " + Advice.RESTORE),
        INDEX_BROKEN("lines were removed, repeated or exchanged; " + Advice.RESTORE),
        CHAIN_BROKEN("lines were removed, repeated, exchanged or edited; " + Advice.RESTORE),
        JOURNAL_POSITION_MISSING(Advice.RESTORE),
        JOURNAL_SEQUENCE_NOT_RISING(Advice.RESTORE),
        STATUS_NOT_ALLOWED("only a promotion writes a granting status, and only in its own log"),
        STAGE_DIFFERS(Advice.RESTORE),
        FLAGS_DIFFER("runtime flags follow from the status; " + Advice.RESTORE),
        MEMBER_MISSING(Advice.RESTORE),
        SIGNATURE_MISSING("the status requires this role's signature; " + Advice.RESTORE),
        SIGNATURE_WRONG("the line was edited or signed with another secret; " + Advice.RESTORE),
        KEY_UNKNOWN("use the key ring that holds the keys of that time"),
        KEY_WRONG_PURPOSE("a key signs for one purpose only; treat the line as forged"),
        KEY_NOT_VALID("the key did not count at the time of the line; treat the line as forged"),
        KEY_UNUSABLE("make the key's secret available, or verify without secrets"),
        APPROVAL_MISSING("the status requires this role's personal approval"),
        APPROVAL_WRONG("the approval is not of this entry or not by this person; treat as forged"),
        APPROVER_UNKNOWN("use the list of persons of that time"),
        APPROVER_LACKS_ROLE("the person may not approve in this role"),
        APPROVERS_NOT_DISTINCT("each required approval comes from another person"),
        PROPOSAL_DIFFERS("the entry is not the one that was approved; treat as forged"),
        WITNESS_CONTRADICTS("compare the line with the archive and the journal"),
        HEAD_MISSING("without its head a cut log looks whole; restore the head from a backup"),
        HEAD_MALFORMED("restore the head from a backup"),
        HEAD_SIGNATURE_WRONG("the head was edited; restore it from a backup"),
        HEAD_DIFFERS("the log or its head was replaced; " + Advice.RESTORE),
        CUT("lines at the end were removed; " + Advice.RESTORE);

        private final String remedy;

        Kind(String remedy) {
            this.remedy = remedy;
        }

        /** The name in findings: lower case with hyphens. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final class Advice {
        static final String RESTORE = "restore the log from a backup and compare with the journal";
    }

    public LogFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(log, "log");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(observed, "observed");
        Objects.requireNonNull(remedy, "remedy");
        if (line < 0 || offset < 0) {
            throw new IllegalArgumentException("line or offset below 0");
        }
    }

    static LogFault of(
            Kind kind, LogName log, long line, long offset, String expected, String observed) {
        return new LogFault(kind, log, line, offset, expected, observed, kind.remedy);
    }

    /** The fault as a finding of rule {@code decision-log}. */
    public Finding finding() {
        String subject = log + ".jsonl" + (line == 0 ? "" : ":" + line);
        return Finding.of("decision-log", kind.code(), subject, expected, observed, remedy);
    }

    @Override
    public String toString() {
        return log
                + ":"
                + line
                + " (byte "
                + offset
                + ") "
                + kind
                + ": expected "
                + expected
                + ", observed "
                + observed;
    }
}
