package io.gatehouse.audit.log;

import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import java.util.Optional;

/** Compares a log with its head while the log is read; one per verification. */
final class HeadCheck {

    private final LogName log;
    private final Optional<LogHead> head;
    private final LineFindings.FindingSink sink;
    private boolean different;

    private HeadCheck(LogName log, Optional<LogHead> head, LineFindings.FindingSink sink) {
        this.log = log;
        this.head = head;
        this.sink = sink;
    }

    /** Reads the head and checks its signature; a head that cannot be trusted is a fault. */
    static HeadCheck start(
            LogName log, Optional<byte[]> file, OpenKeyRing keys, LineFindings.FindingSink sink) {
        Optional<LogHead> head = Optional.empty();
        if (file.isEmpty()) {
            sink.fault(whole(LogFault.Kind.HEAD_MISSING, log, "a head beside the log", "none"));
        } else {
            try {
                head = Optional.of(LogHead.parse(file.get()));
            } catch (IllegalArgumentException e) {
                sink.fault(
                        whole(
                                LogFault.Kind.HEAD_MALFORMED,
                                log,
                                "a head in canonical form",
                                "another text"));
            }
        }
        head.ifPresent(read -> signature(log, read, keys, sink));
        if (head.filter(read -> !read.name().equals(log)).isPresent()) {
            sink.fault(
                    whole(
                            LogFault.Kind.HEAD_DIFFERS,
                            log,
                            "the head of " + log,
                            "the head of " + head.get().name()));
        }
        return new HeadCheck(log, head, sink);
    }

    private static void signature(
            LogName log, LogHead head, OpenKeyRing keys, LineFindings.FindingSink sink) {
        Optional<KeyEntry> key =
                keys.ring()
                        .find(head.signature().key())
                        .filter(entry -> entry.purpose().equals(KeyPurpose.JOURNAL))
                        .filter(entry -> entry.algorithm() == KeyAlgorithm.HMAC_SHA384);
        if (key.isEmpty() || key.get().standingAt(head.time()) != KeyStanding.USABLE) {
            sink.fault(
                    whole(
                            LogFault.Kind.HEAD_SIGNATURE_WRONG,
                            log,
                            "a journal key that counted at " + head.time(),
                            "key " + head.signature().key()));
            return;
        }
        try {
            if (!head.verify(keys.hmac(head.signature().key()))) {
                sink.fault(
                        whole(
                                LogFault.Kind.HEAD_SIGNATURE_WRONG,
                                log,
                                "the code under key " + head.signature().key(),
                                "another code"));
            }
        } catch (KeyFaultException e) {
            if (e.fault().kind() == KeyFault.Kind.SECRET_ABSENT) {
                sink.unchecked(
                        Unchecked.Check.HEAD_SIGNATURE,
                        "no secret for key " + head.signature().key(),
                        0);
            } else {
                sink.fault(
                        whole(
                                LogFault.Kind.KEY_UNUSABLE,
                                log,
                                "the secret of key " + head.signature().key(),
                                e.fault().message()));
            }
        }
    }

    /** Called after each line, with the offset behind its LF. */
    void line(long number, long start, long end, Optional<Digest> digest) {
        if (head.isEmpty() || number != head.get().lines()) {
            return;
        }
        LogHead read = head.get();
        if (end != read.length() || !digest.equals(Optional.of(read.last()))) {
            different = true;
            sink.fault(
                    LogFault.of(
                            LogFault.Kind.HEAD_DIFFERS,
                            log,
                            number,
                            start,
                            "a line ending at byte "
                                    + read.length()
                                    + " of digest "
                                    + read.last().abbreviated(),
                            "a line ending at byte "
                                    + end
                                    + digest.map(d -> " of digest " + d.abbreviated()).orElse("")));
        }
    }

    /**
     * Called before the first line that follows upon a prefix. A head that stands before the
     * prefix's end was put back: which of its lines it means cannot be told from here.
     */
    void after(VerifiedPrefix prefix) {
        if (head.filter(read -> read.lines() < prefix.lines()).isPresent()) {
            different = true;
            sink.fault(
                    whole(
                            LogFault.Kind.HEAD_DIFFERS,
                            log,
                            "a head of " + prefix.lines() + " lines or more",
                            head.get().lines() + " lines"));
        }
        line(prefix.lines(), prefix.bytes(), prefix.bytes(), prefix.state().last());
    }

    LogReport.HeadStanding end(long lines, long bytes) {
        if (head.isEmpty()) {
            return LogReport.HeadStanding.UNKNOWN;
        }
        LogHead read = head.get();
        if (lines < read.lines()) {
            sink.fault(
                    LogFault.of(
                            LogFault.Kind.CUT,
                            log,
                            lines + 1,
                            bytes,
                            read.lines() + " lines, " + read.length() + " bytes",
                            lines + " lines, " + bytes + " bytes"));
            return LogReport.HeadStanding.CUT;
        }
        if (different || !read.name().equals(log) || (read.lines() == 0 && !emptyHead(read))) {
            return LogReport.HeadStanding.DIFFERENT;
        }
        return lines > read.lines()
                ? LogReport.HeadStanding.LOG_AHEAD
                : LogReport.HeadStanding.EQUAL;
    }

    long ahead(long lines) {
        return head.map(read -> Math.max(0, lines - read.lines())).orElse(0L);
    }

    private static boolean emptyHead(LogHead head) {
        return head.length() == 0 && head.last().equals(Digest.ZERO);
    }

    private static LogFault whole(
            LogFault.Kind kind, LogName log, String expected, String observed) {
        return LogFault.of(kind, log, 0, 0, expected, observed);
    }
}
