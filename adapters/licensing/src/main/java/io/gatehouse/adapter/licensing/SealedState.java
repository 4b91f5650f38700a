package io.gatehouse.adapter.licensing;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;

/**
 * A small file that remembers across restarts, coded with a key of the machine so that it cannot be
 * edited, and changed under a lock. A missing file is never taken for a fresh start: deleting it
 * would be how to forget. Whoever can replace it by an older copy of itself can roll it back; hold
 * it where the trading account cannot write.
 */
public final class SealedState {

    private static final int LARGEST = 64 * 1024;
    private static final Object WITHIN_THIS_PROCESS = new Object();

    private final Path file;
    private final String schema;
    private final ToolKey key;
    private final Area area;

    /**
     * @param schema of the payload; a state of another kind is refused
     */
    public SealedState(Path file, String schema, ToolKey key, Area area) {
        this.file = file;
        this.schema = schema;
        this.key = key;
        this.area = area;
    }

    /** Makes the file, once. */
    public Judged<JsonObject> begin(JsonObject state) {
        try {
            DurableFiles.createDirectories(file.toAbsolutePath().getParent());
            DurableFiles.create(file, bytes(state));
            return Judged.accepted(state);
        } catch (IOException e) {
            return refused("state-not-made", "a file that is not there yet", "it cannot be made");
        }
    }

    /** What is remembered; refused as {@code state-missing} or as the envelope is. */
    public Judged<JsonObject> read() {
        byte[] bytes;
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return refused("state-missing", "the state kept since enrolment", "none");
            }
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(LARGEST + 1);
            }
        } catch (IOException e) {
            return refused("state-unreadable", "a state that can be read", "it cannot");
        }
        Judged<Envelope> opened =
                Envelope.open(area, subject(), bytes, new ToolKeys(java.util.Set.of(key)));
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        Optional<JsonObject> payload =
                opened.value()
                        .get()
                        .object()
                        .filter(state -> state.text("schema").equals(Optional.of(schema)));
        return payload.map(state -> Judged.accepted(state.without("schema")))
                .orElseGet(() -> refused("state-other", "a state of schema " + schema, "another"));
    }

    /**
     * Reads, changes and replaces while all others wait; the new state is on the disk on return.
     */
    public Judged<JsonObject> update(Function<JsonObject, JsonObject> change) {
        synchronized (WITHIN_THIS_PROCESS) {
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel =
                            FileChannel.open(
                                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                if (!held.isValid()) {
                    return refused("state-not-written", "a lock", "none");
                }
                Judged<JsonObject> before = read();
                if (before.value().isEmpty()) {
                    return before;
                }
                JsonObject after = change.apply(before.value().get());
                if (!after.equals(before.value().get())) {
                    DurableFiles.replace(file, bytes(after));
                }
                return Judged.accepted(after);
            } catch (IOException e) {
                // what cannot be remembered must not count
                return refused("state-not-written", "a state that can be written", "it cannot");
            }
        }
    }

    private byte[] bytes(JsonObject state) {
        return CanonicalJson.bytes(key.seal(state.with("schema", schema)));
    }

    private String subject() {
        return String.valueOf(file.getFileName());
    }

    private <T> Judged<T> refused(String code, String expected, String observed) {
        return Judged.refused(
                area.finding(
                        code,
                        subject(),
                        expected,
                        observed,
                        "restore it from the backup, or enrol this machine again"));
    }
}
