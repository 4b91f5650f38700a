package io.gatehouse.audit.journal;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal's segments, verified, in the memory of one group; needs neither lock nor writer.
 *
 * <p>Checked are, line by line: strict and canonical JSON, contiguous numbers, both digest chains,
 * times, one installation, a commit record for each group, and its HMAC when the key is here;
 * {@link Summary} counts those that could not be checked. While a writer is at work, what stands
 * after its head may not yet be durable: a view that shows things reads up to {@code head().seq()}.
 * Stateless between calls and thread-safe.
 */
public final class JournalReader {

    private static final int LONGEST_COMMIT = 4 * 1024;

    private final JournalFiles files;
    private final CommitKeys keys;

    /**
     * A reader of one journal directory.
     *
     * @param keys {@link CommitKeys#NONE} for an auditor without secrets
     */
    public JournalReader(JournalFiles files, CommitKeys keys) {
        this.files = files;
        this.keys = keys;
    }

    /**
     * How far a reading came.
     *
     * @param position last event that was verified
     * @param events how many were handed out
     * @param groups how many groups were verified
     * @param unauthenticated how many of these bear an HMAC whose key is not here
     * @param tail what follows the last commit record: a write that is under way or was torn
     */
    public record Summary(
            JournalPosition position,
            long events,
            long groups,
            long unauthenticated,
            Optional<JournalFault> tail) {}

    /** The head, or empty when there is none. */
    public Optional<JournalHead> head() throws IOException {
        return JournalHead.read(files, keys);
    }

    /** The name of the segment that can hold an event; found by name alone. */
    public Optional<String> locate(long seq) throws IOException {
        return Segments.holding(Segments.list(files), seq);
    }

    /** Reads all groups. */
    public Summary groups(Consumer<JournalGroup> consumer) throws IOException {
        return scan(Segments.list(files), ChainPoint.START, Long.MAX_VALUE, consumer);
    }

    /** Reads the events from a number on. */
    public Summary read(long from, Consumer<Recorded> consumer) throws IOException {
        return read(from, Long.MAX_VALUE, consumer);
    }

    /**
     * Reads the events of a range, both ends included.
     *
     * <p>Starts at the segment of the first one; what is before it is not looked at but for the
     * last commit record, which anchors both chains.
     *
     * @throws JournalFaultException at the first line that is not right; a torn or uncommitted end
     *     of the last segment is not a fault but the summary's tail
     */
    public Summary read(long from, long to, Consumer<Recorded> consumer) throws IOException {
        List<String> segments = Segments.list(files);
        int start = Math.max(0, Segments.holding(segments, from).map(segments::indexOf).orElse(0));
        ChainPoint anchor = start == 0 ? ChainPoint.START : anchor(segments.get(start - 1));
        long[] count = new long[1];
        Summary summary =
                scan(
                        segments.subList(start, segments.size()),
                        anchor,
                        to,
                        group -> {
                            for (Recorded event : group.events()) {
                                if (event.seq() >= from && event.seq() <= to) {
                                    count[0]++;
                                    consumer.accept(event);
                                }
                            }
                        });
        return new Summary(
                summary.position(),
                count[0],
                summary.groups(),
                summary.unauthenticated(),
                summary.tail());
    }

    /**
     * Reads all groups and goes on after a fault, at the next segment, with chains that begin anew:
     * so that one damage does not hide another. Groups after a fault are whole in themselves only.
     *
     * @param faults is told of every fault before the groups that follow it
     */
    public Summary survey(Consumer<JournalGroup> groups, Consumer<JournalFault> faults)
            throws IOException {
        List<String> segments = Segments.list(files);
        Summary sum = new Summary(JournalPosition.START, 0, 0, 0, Optional.empty());
        int next = 0;
        ChainPoint start = ChainPoint.START;
        do {
            List<String> rest = segments.subList(next, segments.size());
            long[] counts = new long[3];
            Consumer<JournalGroup> counting =
                    group -> {
                        counts[0] += group.events().size();
                        counts[1]++;
                        counts[2] += group.authenticated() ? 0 : 1;
                        groups.accept(group);
                    };
            try (JournalScan scan = new JournalScan(files, rest, start, keys)) {
                Optional<JournalFault> tail = Optional.empty();
                try {
                    tail = scan(scan, rest, Long.MAX_VALUE, counting).tail();
                    next = segments.size();
                } catch (JournalFaultException e) {
                    faults.accept(e.fault());
                    boolean unread = e.fault().kind() == JournalFault.Kind.SEGMENT_GAP;
                    next += scan.segmentIndex() + (unread ? 0 : 1);
                }
                sum =
                        new Summary(
                                scan.good().position(),
                                sum.events() + counts[0],
                                sum.groups() + counts[1],
                                sum.unauthenticated() + counts[2],
                                tail);
            }
            if (next < segments.size()) {
                start = ChainPoint.unknownAfter(Segments.firstSeq(segments.get(next)) - 1);
            }
        } while (next < segments.size());
        return sum;
    }

    private Summary scan(
            List<String> segments, ChainPoint start, long to, Consumer<JournalGroup> consumer)
            throws IOException {
        try (JournalScan scan = new JournalScan(files, segments, start, keys)) {
            return scan(scan, segments, to, consumer);
        }
    }

    private Summary scan(
            JournalScan scan, List<String> segments, long to, Consumer<JournalGroup> consumer)
            throws IOException {
        long events = 0;
        long groups = 0;
        long unauthenticated = 0;
        Optional<JournalFault> tail = Optional.empty();
        try {
            while (scan.good().seq() < to) {
                Optional<JournalGroup> group = scan.next();
                if (group.isEmpty()) {
                    break;
                }
                events += group.get().events().size();
                groups++;
                unauthenticated += group.get().authenticated() ? 0 : 1;
                consumer.accept(group.get());
            }
        } catch (JournalFaultException e) {
            if (!TornTail.couldBe(scan, segments, e.fault())) {
                throw e;
            }
            TornTail.requireTorn(files, scan, segments, e.fault());
            tail = Optional.of(e.fault());
        }
        return new Summary(scan.good().position(), events, groups, unauthenticated, tail);
    }

    /** What a segment is chained to: the last commit record of the one before. */
    private ChainPoint anchor(String segment) throws IOException {
        long size = files.size(segment);
        byte[] end;
        try (InputStream in = files.read(segment, Math.max(0, size - LONGEST_COMMIT))) {
            end = in.readAllBytes();
        }
        int from = end.length - 1;
        while (from > 0 && end[from - 1] != '\n') {
            from--;
        }
        byte[] line = Arrays.copyOfRange(end, Math.max(0, from), Math.max(0, end.length - 1));
        try {
            if (StrictJson.readSigned(line) instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject object
                    && Arrays.equals(CanonicalJson.bytes(object), line)
                    && CommitRecord.isCommit(object)) {
                CommitRecord commit = CommitRecord.decode(object);
                CommitKeys.Answer answer = commit.check(keys);
                if (answer == CommitKeys.Answer.RIGHT || answer == CommitKeys.Answer.UNCHECKED) {
                    return ChainPoint.after(commit);
                }
            }
        } catch (LineRefusal e) {
            // refused below: a segment that does not end in a commit record anchors nothing
        }
        throw JournalFault.of(
                        JournalFault.Kind.COMMIT_CHAIN,
                        segment,
                        0,
                        Math.max(0, size - line.length - 1),
                        0,
                        "a right commit record as the last line",
                        "something else")
                .exception();
    }
}
