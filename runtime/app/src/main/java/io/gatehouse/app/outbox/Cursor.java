package io.gatehouse.app.outbox;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** How far a delivery has come, on the disk. */
final class Cursor {

    private static final int LONGEST = 1024;

    private final Path file;

    Cursor(Path file) {
        this.file = file;
    }

    /** Whether there ever was one. */
    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** The last event that was dealt with; empty when the file is none or unreadable. */
    Optional<Long> read() {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return StrictJson.readSigned(in.readNBytes(LONGEST))
                    .objectOrThrow()
                    .integer("seq")
                    .filter(seq -> seq >= 0);
        } catch (IOException | JsonFaultException e) {
            return Optional.empty();
        }
    }

    void write(long seq) throws IOException {
        Files.createDirectories(file.getParent());
        DurableFiles.replace(
                file, CanonicalJson.bytes(JsonObject.builder().put("seq", seq).build()));
    }
}
