package io.gatehouse.audit.compat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through a log entry by entry; the first failure ends it. No chain, no order, no rule about
 * stage, status and flags: the existing tool has none.
 */
final class LogReading {

    /** Most entries of a log; what they hold about screens and times stays in memory. */
    private static final int MOST_ENTRIES = 2_000_000;

    private final Optional<EntrySignature.Key> key;
    private final boolean allowUnsigned;
    private final boolean screens;
    private final Optional<CompatSchema> schema;
    private final EventSummary summary = new EventSummary();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private Optional<CompatValue.Dict> metadata = Optional.empty();
    private int entries;
    private int verified;

    LogReading(
            Optional<EntrySignature.Key> key,
            boolean allowUnsigned,
            boolean screens,
            Optional<CompatSchema> schema) {
        this.key = key;
        this.allowUnsigned = allowUnsigned;
        this.screens = screens;
        this.schema = schema;
    }

    void read(CompatFiles files, String path, boolean summarise) throws CompatFailure {
        try (InputStream in = files.log(path)) {
            TextLines lines = new TextLines(in);
            Optional<String> line = lines.next();
            while (line.isPresent()) {
                String text = PythonText.strip(line.get());
                if (!text.isEmpty()) {
                    entries++;
                    entry(CompatJson.read(text), summarise);
                    verified++;
                }
                line = lines.next();
            }
        } catch (IOException e) {
            throw CompatFiles.of(e, path);
        }
        if (entries == 0) {
            throw new CompatFailure(CompatReason.EMPTY_LOG, path);
        }
    }

    private void entry(CompatValue value, boolean summarise) throws CompatFailure {
        if (!(value instanceof CompatValue.Dict entry)) {
            throw new CompatFailure(CompatReason.LINE_NOT_OBJECT);
        }
        boolean isMetadata = entry.text("kind").equals(Optional.of("metadata"));
        if (isMetadata) {
            CompatValue given = entry.find("metadata").orElse(CompatValue.Dict.EMPTY);
            if (!(given instanceof CompatValue.Dict found)) {
                throw new CompatFailure(CompatReason.METADATA_NOT_OBJECT);
            }
            metadata = Optional.of(found);
        }
        EntrySignature.verify(entry, key, allowUnsigned);
        if (isMetadata) {
            return; // an entry escapes the schema by calling itself metadata: so it is there
        }
        if (schema.isPresent()) {
            Optional<String> place = schema.get().violation(entry);
            if (place.isPresent()) {
                throw new CompatFailure(CompatReason.SCHEMA_VIOLATION, place.get());
            }
        }
        Snapshot snapshot = Snapshot.of(entry);
        if (screens && !snapshot.hasScreen()) {
            throw new CompatFailure(CompatReason.SCREEN_MISSING);
        }
        if (snapshots.size() >= MOST_ENTRIES) {
            throw new CompatFailure(CompatReason.OVER_LIMIT, MOST_ENTRIES + " entries");
        }
        snapshots.add(snapshot);
        if (summarise) {
            summary.add(snapshot);
        }
    }

    Optional<CompatValue.Dict> metadata() {
        return metadata;
    }

    List<Snapshot> snapshots() {
        return List.copyOf(snapshots);
    }

    EventSummary summary() {
        return summary;
    }

    /** Entries that were begun, blank lines not counted. */
    int entries() {
        return entries;
    }

    int verified() {
        return verified;
    }
}
