package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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
 * group whose digest or checksum differs, a line that is no event. For one segment and one thread.
 */
final class SegmentReader {

    private final String name;
    private final Consumer<OrderEvent> sink;
    private final Progress progress;
    private final List<OrderEvent> group = new ArrayList<>();
    private final ByteArrayOutputStream before = new ByteArrayOutputStream();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private long goodEnd;
    private boolean headed;

    /**
     * @param progress how far the journal was read before; taken further by each whole group
     */
    SegmentReader(String name, Progress progress, Consumer<OrderEvent> sink) {
        this.name = name;
        this.progress = progress;
        this.sink = sink;
    }

    /**
     * Reads to the end.
     *
     * @return what is wrong, apart from a torn tail
     */
    Optional<Finding> read(InputStream in) throws IOException {
        LineReader reader = new LineReader(in, JournalSize.LINE);
        while (true) {
            LineReading reading = reader.next();
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

    /** Where the last whole group ends, in bytes; 0 when there is none. */
    long goodEnd() {
        return goodEnd;
    }

    private Optional<Finding> line(LineReading.Line line) {
        Optional<JsonObject> object = object(line.bytes());
        if (object.isEmpty()) {
            return damaged(line.number(), "a canonical JSON object", "something else");
        }
        byte[] bytes = withEnd(line.bytes());
        if (!headed) {
            headed = true;
            before.writeBytes(bytes);
            return progress.header(bytes)
                    ? Optional.empty()
                    : damaged(
                            line.number(),
                            "the header after event " + progress.events(),
                            "another one");
        }
        if (object.get().has("commit")) {
            return commit(line, bytes);
        }
        return object.get().has("seal")
                ? seal(line, bytes, object.get())
                : event(line, bytes, object.get());
    }

    private Optional<Finding> event(LineReading.Line line, byte[] bytes, JsonObject object) {
        if (group.size() >= JournalSize.GROUP_EVENTS) {
            return damaged(line.number(), "a group of at most 10,000 events", "more");
        }
        try {
            if (progress.second() && OrderedLine.is(object)) {
                group.addAll(OrderedLine.read(object));
            } else {
                group.add(OrderEventCodec.read(object));
            }
        } catch (IllegalArgumentException e) {
            return damaged(line.number(), "an event of a known kind", "" + e.getMessage());
        }
        lines.writeBytes(bytes);
        return Optional.empty();
    }

    private Optional<Finding> commit(LineReading.Line line, byte[] bytes) {
        if (group.isEmpty()
                || !progress.group(
                        group.size(), before.toByteArray(), lines.toByteArray(), bytes)) {
            return damaged(
                    line.number(),
                    "the end of a group at event " + progress.events() + " that fits its events",
                    "another one");
        }
        good(line);
        group.forEach(sink);
        group.clear();
        return Optional.empty();
    }

    private Optional<Finding> seal(LineReading.Line line, byte[] bytes, JsonObject object) {
        boolean fits =
                group.isEmpty()
                        && object.integer("seal")
                                .filter(at -> progress.seal(at, before.toByteArray(), bytes))
                                .isPresent();
        if (!fits) {
            return damaged(line.number(), "the seal over what came before", "another one");
        }
        good(line);
        return Optional.empty();
    }

    private void good(LineReading.Line line) {
        goodEnd = line.offset() + line.bytes().length + 1;
        before.reset();
        lines.reset();
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
