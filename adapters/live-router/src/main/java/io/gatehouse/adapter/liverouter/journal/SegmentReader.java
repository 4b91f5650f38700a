package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads one segment: gives out the events of whole groups, and tells where the last one ends.
 *
 * <p>What a crash can leave is a beginning of a group: whole event lines and a part of a line. That
 * is told as a torn tail. Everything else that does not fit is damage: another content of a line, a
 * group whose digest differs, a line that is no event. For one segment and one thread.
 */
final class SegmentReader {

    private final String name;
    private final Consumer<OrderEvent> sink;
    private final List<OrderEvent> group = new ArrayList<>();
    private MessageDigest hash;
    private ChainState state;
    private long goodEnd;
    private boolean headed;

    SegmentReader(String name, ChainState before, Consumer<OrderEvent> sink) {
        this.name = name;
        this.state = before;
        this.hash = before.next();
        this.sink = sink;
    }

    /**
     * Reads to the end.
     *
     * @return what is wrong, apart from a torn tail
     */
    Optional<Finding> read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in, JournalSize.LINE);
        while (true) {
            LineReading reading = lines.next();
            if (reading instanceof LineReading.End) {
                return Optional.empty();
            }
            if (reading instanceof LineReading.Refused refused) {
                return refused.problem() == LineReading.Problem.TORN
                        ? Optional.empty()
                        : damaged(refused.number(), "one line of JSON", "" + refused.problem());
            }
            LineReading.Line line = (LineReading.Line) reading;
            Optional<Finding> fault = line(line);
            if (fault.isPresent()) {
                return fault;
            }
        }
    }

    /** The state after the last whole group. */
    ChainState state() {
        return state;
    }

    /** Where the last whole group ends, in bytes; 0 when there is none. */
    long goodEnd() {
        return goodEnd;
    }

    private Optional<Finding> line(LineReading.Line line) {
        Optional<JsonObject> object = object(line.bytes());
        if (object.isEmpty()) {
            return damaged(line.number(), "a canonical JSON object", "something else");
        }
        if (!headed) {
            headed = true;
            return Arrays.equals(withEnd(line.bytes()), state.header())
                    ? Optional.empty()
                    : damaged(
                            line.number(),
                            "the header after event " + state.events(),
                            "another one");
        }
        return object.get().has("commit") ? commit(line) : event(line, object.get());
    }

    private Optional<Finding> event(LineReading.Line line, JsonObject object) {
        if (group.size() == JournalSize.GROUP_EVENTS) {
            return damaged(line.number(), "a group of at most 10,000 events", "more");
        }
        try {
            group.add(OrderEventCodec.read(object));
        } catch (IllegalArgumentException e) {
            return damaged(line.number(), "an event of a known kind", "" + e.getMessage());
        }
        hash.update(withEnd(line.bytes()));
        return Optional.empty();
    }

    private Optional<Finding> commit(LineReading.Line line) {
        ChainState after = state.after(group.size(), hash);
        if (group.isEmpty() || !Arrays.equals(withEnd(line.bytes()), after.commit())) {
            return damaged(
                    line.number(),
                    "the end of a group at event " + after.events() + " that fits its events",
                    "another one");
        }
        state = after;
        hash = state.next();
        goodEnd = line.offset() + line.bytes().length + 1;
        group.forEach(sink);
        group.clear();
        return Optional.empty();
    }

    private Optional<Finding> damaged(long line, String expected, String observed) {
        return Optional.of(JournalFindings.damaged(name + ":" + line, expected, observed));
    }

    private static Optional<JsonObject> object(byte[] bytes) {
        JsonReading reading = StrictJson.readSigned(bytes);
        return reading instanceof JsonReading.Parsed parsed
                        && parsed.value() instanceof JsonObject object
                        && Arrays.equals(CanonicalJson.bytes(object), bytes)
                ? Optional.of(object)
                : Optional.empty();
    }

    private static byte[] withEnd(byte[] line) {
        byte[] bytes = Arrays.copyOf(line, line.length + 1);
        bytes[line.length] = '\n';
        return bytes;
    }
}
