package io.gatehouse.audit.journal;

import io.gatehouse.audit.json.CanonicalReader;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.Journal.Recorded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One pass over segments, group by group, that verifies everything it hands out.
 *
 * <p>Memory is that of one group. After a fault {@link #good} and {@link #goodEnd} tell how far the
 * journal was sound. Not thread-safe.
 */
final class JournalScan implements AutoCloseable {

    /** Most events of a group: bounds the reader's memory. */
    static final int MAX_GROUP = 10_000;

    private final JournalFiles files;
    private final List<String> segments;
    private final CommitKeys keys;
    private final CanonicalReader reader = new CanonicalReader();
    private ChainPoint good;
    private int index;
    private long goodEnd;
    private long limit;
    private Optional<InputStream> stream = Optional.empty();
    private Optional<LineReader> lines = Optional.empty();
    private List<Recorded> events = new ArrayList<>();
    private ChainPoint running;
    private long groupOffset;
    private long base;

    /**
     * A pass that begins with the first of the segments.
     *
     * @param start what the first line is checked against
     */
    JournalScan(JournalFiles files, List<String> segments, ChainPoint start, CommitKeys keys) {
        this.files = files;
        this.segments = List.copyOf(segments);
        this.keys = keys;
        this.good = start;
        this.running = start;
    }

    /**
     * A pass that goes on within the first of the segments.
     *
     * @param offset after the group at which {@code start} stands
     */
    static JournalScan resumed(
            JournalFiles files,
            List<String> segments,
            ChainPoint start,
            CommitKeys keys,
            long offset) {
        JournalScan scan = new JournalScan(files, segments, start, keys);
        scan.base = offset;
        return scan;
    }

    /** Where the last group that was handed out ended. */
    ChainPoint good() {
        return good;
    }

    /** Offset in the current segment after the last group that was handed out. */
    long goodEnd() {
        return goodEnd;
    }

    /** Size of the current segment when its reading began. */
    long limit() {
        return limit;
    }

    /** Place of the current segment in the list; its length after the end. */
    int segmentIndex() {
        return index;
    }

    /**
     * The next group, or empty at the end of the last segment.
     *
     * @throws JournalFaultException at the first line that is not right
     */
    Optional<JournalGroup> next() throws IOException {
        while (true) {
            if (lines.isEmpty() && !openSegment()) {
                return Optional.empty();
            }
            LineReading reading = lines.orElseThrow().next();
            if (reading instanceof LineReading.End end) {
                closeSegment(end);
            } else if (reading instanceof LineReading.Refused refused) {
                throw refusedLine(refused);
            } else if (reading instanceof LineReading.Line line) {
                Optional<JournalGroup> group = take(line);
                if (group.isPresent()) {
                    return group;
                }
            }
        }
    }

    private boolean openSegment() throws IOException {
        if (index == segments.size()) {
            return false;
        }
        String name = segments.get(index);
        if (index > 0) {
            base = 0;
        }
        if (base == 0 && Segments.firstSeq(name) != good.seq() + 1) {
            throw fault(
                    JournalFault.Kind.SEGMENT_GAP,
                    0,
                    0,
                    "segment " + Segments.name(good.seq() + 1));
        }
        limit = files.size(name);
        InputStream in = new LimitedInput(files.read(name, base), limit - base);
        stream = Optional.of(in);
        lines = Optional.of(new LineReader(in, EventLine.MAX_BYTES));
        goodEnd = base;
        return true;
    }

    private void closeSegment(LineReading.End end) throws IOException {
        if (!events.isEmpty()) {
            // a next segment is begun only when this one is durable: no crash takes its last record
            boolean last = index == segments.size() - 1;
            throw JournalFault.of(
                            last ? JournalFault.Kind.UNCOMMITTED : JournalFault.Kind.COMMIT_NUMBER,
                            segments.get(index),
                            end.lines() + 1,
                            end.offset(),
                            running.seq(),
                            "a commit record",
                            "the end of the segment")
                    .exception();
        }
        close();
        index++;
    }

    private Optional<JournalGroup> take(LineReading.Line line) {
        String segment = segments.get(index);
        try {
            JsonObject value = canonical(line.bytes());
            if (CommitRecord.isCommit(value)) {
                return Optional.of(commit(line, CommitRecord.decode(value)));
            }
            event(line, EventLine.decode(value, line.bytes()));
            return Optional.empty();
        } catch (LineRefusal e) {
            throw e.at(segment, line.number(), line.offset(), running.seq() + 1).exception();
        }
    }

    private JsonObject canonical(byte[] bytes) {
        Optional<JsonObject> canonical = reader.readObject(bytes);
        return canonical.isPresent() ? canonical.get() : explained(bytes);
    }

    /** What is wrong with bytes that are not the canonical form of an object. */
    private static JsonObject explained(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)) {
            throw new LineRefusal(
                    JournalFault.Kind.LINE_NOT_JSON, "strict JSON", "bytes that are not");
        }
        if (!(parsed.value() instanceof JsonObject object)) {
            throw new LineRefusal(
                    JournalFault.Kind.LINE_SHAPE, "an object", "another kind of value");
        }
        // equal values in other bytes would have another digest elsewhere
        if (!Arrays.equals(CanonicalJson.bytes(object), bytes)) {
            throw new LineRefusal(
                    JournalFault.Kind.LINE_NOT_CANONICAL, "canonical bytes", "other bytes");
        }
        return object;
    }

    private void event(LineReading.Line line, EventLine read) {
        Recorded event = read.recorded();
        require(
                event.seq() == running.seq() + 1,
                JournalFault.Kind.EVENT_NUMBER,
                running.seq() + 1,
                event.seq());
        Digest previous = running.digest().orElse(event.prev());
        require(
                event.prev().equals(previous),
                JournalFault.Kind.EVENT_CHAIN,
                "prev " + previous,
                "prev " + event.prev());
        require(
                !event.draft().time().isBefore(running.eventTime()),
                JournalFault.Kind.EVENT_TIME,
                "not before " + running.eventTime(),
                event.draft().time());
        require(
                running.installation().orElse(read.installation()).equals(read.installation()),
                JournalFault.Kind.EVENT_INSTALLATION,
                "the installation of the journal",
                read.installation().map(Object::toString).orElse("none"));
        require(
                events.size() < MAX_GROUP,
                JournalFault.Kind.COMMIT_NUMBER,
                "a commit record after at most " + MAX_GROUP + " events",
                "another event");
        if (events.isEmpty()) {
            groupOffset = base + line.offset();
        }
        events.add(event);
        running =
                new ChainPoint(
                        event.seq(),
                        Optional.of(event.digest()),
                        event.draft().time(),
                        running.commit(),
                        running.commitTime(),
                        running.write(),
                        Optional.of(read.installation()));
    }

    private JournalGroup commit(LineReading.Line line, CommitRecord commit) {
        require(
                !events.isEmpty() && commit.seq() == running.seq(),
                JournalFault.Kind.COMMIT_NUMBER,
                events.isEmpty() ? "an event" : "commit of event " + running.seq(),
                "commit of event " + commit.seq());
        Digest digest = running.position().digest();
        require(
                commit.digest().equals(digest),
                JournalFault.Kind.COMMIT_DIGEST,
                digest,
                commit.digest());
        Digest previous = running.commit().orElse(commit.prev());
        require(
                commit.prev().equals(previous),
                JournalFault.Kind.COMMIT_CHAIN,
                "prev " + previous,
                "prev " + commit.prev());
        long groupFirst = events.get(0).seq();
        boolean sameWrite = goodEnd > 0 && commit.first() == running.write();
        require(
                commit.first() == groupFirst || sameWrite,
                JournalFault.Kind.COMMIT_NUMBER,
                "first " + groupFirst,
                "first " + commit.first());
        require(
                !commit.time().isBefore(running.eventTime())
                        && !commit.time().isBefore(running.commitTime()),
                JournalFault.Kind.COMMIT_TIME,
                "not before its events and the record before",
                commit.time());
        boolean authenticated = authenticate(commit);
        running =
                new ChainPoint(
                        running.seq(),
                        running.digest(),
                        running.eventTime(),
                        Optional.of(Digest.sha384(line.bytes())),
                        commit.time(),
                        commit.first(),
                        running.installation());
        good = running;
        goodEnd = base + line.offset() + line.bytes().length + 1;
        List<Recorded> group = events;
        events = new ArrayList<>();
        return new JournalGroup(
                segments.get(index), groupOffset, goodEnd, group, commit, authenticated);
    }

    private boolean authenticate(CommitRecord commit) {
        CommitKeys.Answer answer = commit.check(keys);
        require(
                answer != CommitKeys.Answer.NOT_ADMITTED,
                JournalFault.Kind.COMMIT_KEY,
                "a journal key that was usable then",
                "key " + commit.key());
        require(
                answer != CommitKeys.Answer.WRONG,
                JournalFault.Kind.COMMIT_CODE,
                "a right HMAC",
                "a wrong one");
        return answer == CommitKeys.Answer.RIGHT;
    }

    private static void require(
            boolean holds, JournalFault.Kind kind, Object expected, Object observed) {
        if (!holds) {
            throw new LineRefusal(kind, expected.toString(), observed.toString());
        }
    }

    private JournalFaultException refusedLine(LineReading.Refused line) {
        JournalFault.Kind kind =
                line.problem() == LineReading.Problem.TORN
                        ? JournalFault.Kind.LINE_TORN
                        : JournalFault.Kind.LINE_FORM;
        return JournalFault.of(
                        kind,
                        segments.get(index),
                        line.number(),
                        line.offset(),
                        running.seq() + 1,
                        "a line that ends in LF alone",
                        line.problem().toString())
                .exception();
    }

    private JournalFaultException fault(
            JournalFault.Kind kind, long line, long offset, String expected) {
        return JournalFault.of(
                        kind,
                        segments.get(index),
                        line,
                        offset,
                        good.seq() + 1,
                        expected,
                        segments.get(index))
                .exception();
    }

    @Override
    public void close() throws IOException {
        lines = Optional.empty();
        if (stream.isPresent()) {
            InputStream open = stream.get();
            stream = Optional.empty();
            open.close();
        }
    }
}
