package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file beside the segments that says how far the journal went at least, so that an end that was
 * cut off is missed. Written before the first segment of version 2, then from time to time, and at
 * the end; never ahead of what is on the disk. Stateless.
 */
final class JournalHead {

    static final String NAME = "orders.head";

    private static final String SCHEMA = "gatehouse.order-journal-head/v1";
    private static final int LONGEST = 1_024;

    private JournalHead() {}

    static void write(JournalFiles files, Seal seal) throws IOException {
        files.replace(NAME, bytes(seal));
    }

    private static byte[] bytes(Seal seal) {
        return CanonicalJson.bytes(
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("events", seal.events())
                        .put("chain", seal.digest())
                        .build());
    }

    /**
     * What it says.
     *
     * @return empty when it is no such file
     */
    static Optional<Seal> read(JournalFiles files) throws IOException {
        byte[] found;
        try (InputStream in = files.read(NAME, 0)) {
            found = in.readNBytes(LONGEST);
        }
        if (!(StrictJson.readSigned(found) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject object)) {
            return Optional.empty();
        }
        Optional<Long> events = object.integer("events");
        Optional<String> chain = object.text("chain");
        if (events.isEmpty() || chain.isEmpty() || events.get() < 0) {
            return Optional.empty();
        }
        Seal seal = new Seal(events.get(), chain.get());
        return Arrays.equals(bytes(seal), found)
                        && Digest.ZERO.value().length() == chain.get().length()
                ? Optional.of(seal)
                : Optional.empty();
    }
}
