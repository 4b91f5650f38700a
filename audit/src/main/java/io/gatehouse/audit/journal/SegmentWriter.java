package io.gatehouse.audit.journal;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Puts writes on the disk: segment, fsync, head. Used by one thread at a time; after any exception
 * it must not be used again but for {@link #close}.
 */
final class SegmentWriter implements AutoCloseable {

    private final JournalPlace place;
    private final CommitKeys keys;
    private final InstantSource clock;
    private final JournalSettings settings;
    private final JournalFile headFile;
    private Optional<JournalFile> segment = Optional.empty();
    private long size;
    private JournalHead head;
    private boolean headDirty;
    private Instant headSynced;

    SegmentWriter(
            JournalPlace place,
            CommitKeys keys,
            InstantSource clock,
            JournalSettings settings,
            Recovery.Found found)
            throws IOException {
        this.place = place;
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
        this.head = found.head();
        this.headSynced = clock.instant();
        this.size = found.size();
        this.headFile = place.segments().open(JournalHead.FILE);
        try {
            if (found.segment().isPresent()) {
                segment = Optional.of(place.segments().open(found.segment().get()));
            }
        } catch (IOException e) {
            headFile.close();
            throw e;
        }
    }

    /** Makes the bytes durable, then lets the head follow. */
    void write(Batch batch) throws IOException {
        byte[] bytes = batch.bytes();
        if (segment.isEmpty() || (size > 0 && size + bytes.length > settings.segmentBytes())) {
            roll(batch.first());
        }
        JournalFile file = segment.orElseThrow();
        if (file.size() != size) {
            // a second writer, or somebody cutting under us: going on would mix two histories
            throw new IOException("the segment was changed by somebody else");
        }
        file.write(size, bytes);
        file.force();
        size += bytes.length;
        CommitRecord last = batch.last();
        head = JournalHead.signed(last.seq(), last.digest(), last.root(), last.time(), keys);
        headFile.write(0, head.fileBytes());
        headDirty = true;
        Instant now = clock.instant();
        Duration since = Duration.between(headSynced, now);
        if (since.isNegative() || since.compareTo(settings.headSync()) >= 0) {
            syncHead();
        }
    }

    /** Makes the head durable, and its mirror. */
    void syncHead() throws IOException {
        if (headDirty) {
            headFile.force();
            if (place.mirror().isPresent()) {
                place.mirror().get().replace(JournalHead.FILE, head.fileBytes());
            }
            headDirty = false;
        }
        headSynced = clock.instant();
    }

    private void roll(long first) throws IOException {
        if (segment.isPresent()) {
            JournalFile full = segment.get();
            segment = Optional.empty();
            full.close();
        }
        segment = Optional.of(place.segments().create(Segments.name(first)));
        size = 0;
    }

    @Override
    public void close() throws IOException {
        try {
            headFile.close();
        } finally {
            if (segment.isPresent()) {
                segment.get().close();
            }
        }
    }
}
