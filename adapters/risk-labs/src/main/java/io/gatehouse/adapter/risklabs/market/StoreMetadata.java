package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code <root>/<namespace>/metadata.json}: texts by name, one for each series imported, saying
 * from which bytes. What others wrote there is kept. No time of day is written, so the same imports
 * give the same bytes.
 */
final class StoreMetadata {

    static final String FILE = "metadata.json";

    private static final long LARGEST = 1L << 20;

    private StoreMetadata() {}

    /** Refuses before anything is written what could not be kept afterwards. */
    static void requireReadable(DataFiles files, String namespace) throws DataFault, IOException {
        Path file = files.root().resolve(namespace).resolve(FILE);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            stored(file, files.relative(file));
        }
    }

    static void record(DataFiles files, Importer.Request request, Importer.Imported imported)
            throws DataFault, IOException {
        Path file = files.root().resolve(request.namespace()).resolve(FILE);
        TreeMap<String, JsonValue> members = new TreeMap<>();
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            members.putAll(stored(file, files.relative(file)));
        }
        String series =
                request.symbol()
                        + "/"
                        + imported.kind()
                        + (imported.interval().isEmpty() ? "" : "-" + imported.interval());
        members.put(series + "/source", new JsonString(imported.source().path()));
        members.put(series + "/source_sha384", new JsonString(imported.source().sha384().value()));
        members.put(series + "/rows", new JsonString(Integer.toString(imported.rows())));
        DurableFiles.replace(file, CanonicalJson.bytes(new JsonObject(members)));
    }

    private static Map<String, JsonValue> stored(Path file, String subject)
            throws DataFault, IOException {
        if (!Files.isSymbolicLink(file) && Files.size(file) <= LARGEST) {
            JsonReading reading = StrictJson.readEvidence(Files.readAllBytes(file));
            if (reading instanceof JsonReading.Parsed parsed
                    && parsed.value() instanceof JsonObject object) {
                return new TreeMap<>(object.members());
            }
        }
        throw new DataFault(
                DataCode.FILE_UNREADABLE, subject, "a JSON object of texts", "something else");
    }
}
