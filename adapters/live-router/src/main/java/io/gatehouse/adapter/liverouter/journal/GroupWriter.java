package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * Writes groups at the end of the last segment: one write, one sync. Used by one thread at once.
 */
final class GroupWriter {

    private final JournalFiles files;
    private final JournalSize size;
    private ChainState state;
    private Optional<JournalFile> segment;
    private long end;

    GroupWriter(JournalFiles files, JournalSize size, Recovery recovery) throws IOException {
        this.files = files;
        this.size = size;
        this.state = recovery.state();
        this.end = recovery.lastEnd();
        this.segment =
                recovery.last().isPresent()
                        ? Optional.of(files.open(recovery.last().get()))
                        : Optional.empty();
    }

    /** Writes the lines of some appends as one group; durable when it returns. */
    void write(List<byte[]> lines, int events) throws IOException {
        if (segment.isEmpty() || end >= size.segmentBytes()) {
            roll();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.get(0).length + 512);
        if (end == 0) {
            bytes.writeBytes(state.header());
        }
        MessageDigest hash = state.next();
        for (byte[] each : lines) {
            hash.update(each);
            bytes.writeBytes(each);
        }
        ChainState after = state.after(events, hash);
        bytes.writeBytes(after.commit());
        JournalFile file = segment.orElseThrow();
        file.write(end, bytes.toByteArray());
        file.force();
        end += bytes.size();
        state = after;
    }

    private void roll() throws IOException {
        close();
        segment = Optional.of(files.create(ChainState.segment(state.events() + 1)));
        end = 0;
    }

    void close() throws IOException {
        if (segment.isPresent()) {
            segment.get().close();
            segment = Optional.empty();
        }
    }
}
