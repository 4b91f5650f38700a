package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * Writes groups at the end of the last segment: one write, one sync. Used by one thread at once.
 */
final class GroupWriter {

    private static final byte[] NONE = {};
    private static final byte[] HEX = PlainLine.ascii("0123456789abcdef");
    private static final byte[] CHAIN = PlainLine.ascii("{\"chain\":\"");
    private static final byte[] COMMIT = PlainLine.ascii("\",\"commit\":");
    private static final byte[] END = PlainLine.ascii("}\n");

    private final JournalFiles files;
    private final JournalSize size;
    private final MessageDigest hash = Digest.newSha384();
    private final byte[] chain;
    private long events;
    private int hashed = -1;
    private Optional<JournalFile> segment;
    private long end;

    GroupWriter(JournalFiles files, JournalSize size, Recovery recovery) throws IOException {
        this.files = files;
        this.size = size;
        this.chain = PlainLine.ascii(recovery.state().digest());
        this.events = recovery.state().events();
        this.end = recovery.lastEnd();
        this.segment =
                recovery.last().isPresent()
                        ? Optional.of(files.open(recovery.last().get()))
                        : Optional.empty();
    }

    /**
     * Writes the lines of some events as one group; durable when it returns. Nothing may be written
     * after a failure.
     *
     * @param lines to which the group's last line is added
     */
    void write(PlainLine lines, int count) throws IOException {
        if (segment.isEmpty() || end >= size.segmentBytes()) {
            roll();
        }
        byte[] header = end == 0 ? state().header() : NONE;
        seal(lines, count);
        byte[] bytes = new byte[header.length + lines.length()];
        System.arraycopy(header, 0, bytes, 0, header.length);
        System.arraycopy(lines.array(), 0, bytes, header.length, lines.length());
        JournalFile file = segment.orElseThrow();
        file.write(end, bytes);
        file.force();
        end += bytes.length;
    }

    /**
     * Takes what is there of the next group's lines into its digest already, while nobody waits for
     * it; only when no group is being written, and what it has taken must stay as it is.
     */
    void ahead(PlainLine lines) {
        if (hashed < 0) {
            hash.update(chain);
            hashed = 0;
        }
        hash.update(lines.array(), hashed, lines.length() - hashed);
        hashed = lines.length();
    }

    /** As {@link ChainState} has it, but without a new object for each step. */
    private void seal(PlainLine lines, int count) {
        ahead(lines);
        hashed = -1;
        byte[] digest = hash.digest();
        int at = chain.length - 2 * digest.length;
        for (byte each : digest) {
            chain[at++] = HEX[each >> 4 & 0xf];
            chain[at++] = HEX[each & 0xf];
        }
        events += count;
        lines.raw(CHAIN).raw(chain).raw(COMMIT).count(events).raw(END);
    }

    private ChainState state() {
        return new ChainState(events, new String(chain, StandardCharsets.US_ASCII));
    }

    private void roll() throws IOException {
        close();
        segment = Optional.of(files.create(ChainState.segment(events + 1)));
        end = 0;
    }

    void close() throws IOException {
        if (segment.isPresent()) {
            segment.get().close();
            segment = Optional.empty();
        }
    }
}
