package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One decision log, read in step with the journal. */
final class LogFollower implements AutoCloseable {

    private final String file;
    private final DecisionLogs.Head head;
    private final InputStream in;
    private final LineReader lines;
    private long index;
    private long present;
    private boolean ended;
    private long endOffset;
    private long firstMissing;
    private Digest atHead = Digest.ZERO;
    private Optional<JournalFault> fault = Optional.empty();

    LogFollower(LogName log, DecisionLogs.Head head, InputStream in) {
        this.file = log + ".jsonl";
        this.head = head;
        this.in = in;
        this.lines = new LineReader(in);
    }

    /** The journal says that this line comes next. */
    void expect(LineAppended event, long seq) throws IOException {
        if (fault.isPresent()) {
            return;
        }
        index++;
        byte[] wanted = CanonicalJson.bytes(event.line());
        Digest digest = Digest.sha384(wanted);
        if (event.index() != index || !event.digest().equals(digest)) {
            differs(index, endOffset, seq, "line " + index + " " + digest, "another event");
            return;
        }
        if (head instanceof DecisionLogs.Head.Known known && known.lines() == index) {
            atHead = digest;
        }
        if (ended) {
            return;
        }
        LineReading reading = lines.next();
        if (reading instanceof LineReading.Line line) {
            endOffset = line.offset() + line.bytes().length + 1;
            present++;
            if (!Arrays.equals(line.bytes(), wanted)) {
                String observed = Digest.sha384(line.bytes()).toString();
                differs(line.number(), line.offset(), seq, digest.toString(), observed);
            }
        } else if (reading instanceof LineReading.End || isBeginningOf(wanted, reading)) {
            ended = true;
            firstMissing = seq;
        } else if (reading instanceof LineReading.Refused refused) {
            differs(
                    refused.number(),
                    refused.offset(),
                    seq,
                    digest.toString(),
                    refused.problem().toString());
        }
    }

    /** A torn line counts as missing only if it is the beginning of the one that belongs there. */
    private static boolean isBeginningOf(byte[] wanted, LineReading reading) {
        return reading instanceof LineReading.Refused refused
                && refused.problem() == LineReading.Problem.TORN
                && refused.bytes().length <= wanted.length
                && Arrays.equals(
                        refused.bytes(),
                        0,
                        refused.bytes().length,
                        wanted,
                        0,
                        refused.bytes().length);
    }

    private Optional<JournalFault> surplus() throws IOException {
        if (ended || fault.isPresent()) {
            return Optional.empty();
        }
        LineReading reading = lines.next();
        if (reading instanceof LineReading.End) {
            return Optional.empty();
        }
        return Optional.of(
                JournalFault.of(
                        JournalFault.Kind.LOG_FOREIGN_LINE,
                        file,
                        present + 1,
                        endOffset,
                        0,
                        "no line after " + present,
                        "another line"));
    }

    /** What is wrong, once the journal has no more lines for this log. */
    List<JournalFault> finish() throws IOException {
        List<JournalFault> faults = new ArrayList<>();
        fault.ifPresent(faults::add);
        surplus().ifPresent(faults::add);
        if (faults.isEmpty()) {
            headFault().ifPresent(faults::add);
        }
        return faults;
    }

    private Optional<JournalFault> headFault() {
        if (head instanceof DecisionLogs.Head.Invalid invalid) {
            return headFault(JournalFault.Kind.HEAD_INVALID, "a valid head", invalid.reason());
        }
        if (head instanceof DecisionLogs.Head.Known known) {
            if (known.lines() > present) {
                return headFault(
                        JournalFault.Kind.LOG_CUT,
                        known.lines() + " lines as the head says",
                        present + " lines");
            }
            if (!known.last().equals(atHead)) {
                return headFault(
                        JournalFault.Kind.HEAD_DIFFERS,
                        "digest " + atHead + " of line " + known.lines(),
                        "digest " + known.last());
            }
            return ended ? behind() : Optional.empty();
        }
        if (index == 0) {
            return Optional.empty();
        }
        // a head is made with the first line; without it a cut could not be told from a crash
        return present == 0
                ? behind()
                : headFault(JournalFault.Kind.HEAD_MISSING, "a head", "none");
    }

    private Optional<JournalFault> behind() {
        return Optional.of(
                JournalFault.of(
                        JournalFault.Kind.LOG_BEHIND,
                        file,
                        present + 1,
                        endOffset,
                        firstMissing,
                        index + " lines as the journal says",
                        present + " lines, as many as the head says"));
    }

    private Optional<JournalFault> headFault(
            JournalFault.Kind kind, String expected, String observed) {
        return Optional.of(
                JournalFault.of(
                        kind,
                        kind == JournalFault.Kind.LOG_CUT ? file : file + ".head",
                        kind == JournalFault.Kind.LOG_CUT ? present + 1 : 0,
                        kind == JournalFault.Kind.LOG_CUT ? endOffset : 0,
                        firstMissing,
                        expected,
                        observed));
    }

    private void differs(long line, long offset, long seq, String expected, String observed) {
        fault =
                Optional.of(
                        JournalFault.of(
                                JournalFault.Kind.LOG_DIFFERS,
                                file,
                                line,
                                offset,
                                seq,
                                expected,
                                observed));
    }

    /** What could not be looked at. */
    Optional<NotChecked> unchecked() {
        return head instanceof DecisionLogs.Head.Known known && !known.authenticated()
                ? Optional.of(NotChecked.code(NotChecked.Kind.LOG_HEAD_CODE, file, 1))
                : Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
