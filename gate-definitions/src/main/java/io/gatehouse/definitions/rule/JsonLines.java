package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of a JSONL report; one line that cannot be read spoils the whole. */
final class JsonLines {

    private static final int MAX_LINES = 100_000;

    private JsonLines() {}

    /** One line with its bytes, for those who check what was signed. */
    record Entry(long line, JsonValue value, Content bytes) {}

    static Optional<List<Entry>> read(Inspection inspection, Observation report) {
        return read(inspection, report, JsonProfile.EVIDENCE);
    }

    /** With another profile than that of reports: lines whose values are coded or signed. */
    static Optional<List<Entry>> read(
            Inspection inspection, Observation report, JsonProfile profile) {
        String path = report.item().path();
        List<Entry> records = new ArrayList<>();
        LineReader reader =
                new LineReader(new ByteArrayInputStream(report.content().orElseThrow().bytes()));
        try {
            for (LineReading next = reader.next();
                    !(next instanceof LineReading.End);
                    next = reader.next()) {
                if (next instanceof LineReading.Refused refused) {
                    // a line left out could be the one that tells of the fault
                    inspection.malformed(
                            path + ":" + refused.number(),
                            "a complete line",
                            refused.problem().name());
                    return Optional.empty();
                }
                LineReading.Line line = (LineReading.Line) next;
                if (line.number() > MAX_LINES) {
                    inspection.malformed(path, "at most " + MAX_LINES + " lines", "more");
                    return Optional.empty();
                }
                records.add(
                        new Entry(
                                line.number(),
                                StrictJson.read(line.bytes(), profile).orThrow(),
                                Content.of(line.bytes())));
            }
        } catch (JsonFaultException e) {
            inspection.malformed(
                    path + ":" + (records.size() + 1),
                    "JSON (RFC 8259)",
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(records);
    }
}
