package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.audit.journal.JournalFile;
import io.gatehouse.audit.journal.JournalFiles;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes groups at the end of the last segment: one write, one sync. Used by one thread at once;
 * {@link #head} by any.
 */
final class GroupWriter {

    private static final byte[] COMMIT = PlainLine.ascii("{\"commit\":");
    private static final byte[] CRC = PlainLine.ascii(",\"crc\":\"");
    private static final byte[] END = PlainLine.ascii("\"}\n");

    private final JournalFiles files;
    private final JournalSize size;
    private final Sealer sealer;
    private final Checksum checksum;
    private final Object heading = new Object();
    private volatile Seal sealed;
    private Seal headed = Seal.START;
    private boolean hasHead;
    private boolean over;
    private long events;
    private Optional<JournalFile> segment;
    private long end;

    /** How many events came before the segment; it may hold a seal and no group yet. */
    private long first;

    GroupWriter(JournalFiles files, JournalSize size, Recovery recovery, Sealer sealer)
            throws IOException {
        this.files = files;
        this.size = size;
        this.sealer = sealer;
        this.checksum = new Checksum(recovery.end().checksum());
        this.sealed = recovery.end().sealed();
        this.hasHead = recovery.headed();
        this.events = recovery.events();
        this.segment =
                recovery.last().isPresent()
                        ? Optional.of(files.open(recovery.last().get()))
                        : Optional.empty();
        this.first = recovery.lastFirst();
        this.end = segment.isPresent() ? recovery.lastEnd() : 0;
    }

    /**
     * Writes the lines of some events as one group; durable when it returns. Nothing may be written
     * after a failure.
     *
     * @param lines to which the group's last line is added
     * @param count how many events they tell; 0 to write the seal alone that is ready
     */
    void write(PlainLine lines, int count) throws IOException {
        Seal seal = sealer.ready();
        if (seal == null && count == 0) {
            return;
        }
        if (segment.isEmpty() || (count > 0 && events > first && end >= size.segmentBytes())) {
            roll();
        }
        JournalEnd before = end == 0 ? new JournalEnd(events, checksum.toString(), sealed) : null;
        if (count > 0) {
            checksum.add(lines.array(), 0, lines.length());
            events += count;
            lines.raw(COMMIT).count(events).raw(CRC).raw(checksum.end()).raw(END);
        }
        if (seal != null) {
            lines.prepend(seal.line());
        }
        if (before != null) {
            lines.prepend(before.header());
        }
        JournalFile file = segment.orElseThrow();
        file.write(end, lines.array(), 0, lines.length());
        file.force();
        end += lines.length();
        if (seal != null) {
            sealed = seal;
            sealer.written();
        }
        sealer.take(lines.array(), lines.length(), events);
    }

    private void roll() throws IOException {
        if (!hasHead) {
            // first, so that a segment without a head is one whose head was taken away
            JournalHead.write(files, sealed);
            hasHead = true;
        }
        closeSegment();
        segment = Optional.of(files.create(ChainState.segment(events + 1)));
        first = events;
        end = 0;
    }

    /** Says in the head how far the journal goes at least; what it says is on the disk. */
    void head() throws IOException {
        synchronized (heading) {
            Seal last = sealed;
            if (!over && last.events() > headed.events()) {
                JournalHead.write(files, last);
                headed = last;
            }
        }
    }

    /** From here on another process may write the journal and its head. */
    void close() throws IOException {
        synchronized (heading) {
            over = true;
        }
        closeSegment();
    }

    private void closeSegment() throws IOException {
        if (segment.isPresent()) {
            segment.get().close();
            segment = Optional.empty();
        }
    }
}
