package io.gatehouse.audit.journal;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The journal as append-only segment files (architecture, section 7; ADR 0002).
 *
 * <p>Thread-safe. Groups are numbered and chained in the order in which callers take the lock; the
 * first caller who waits and finds no write under way writes for all, with one write and one fsync,
 * and nobody is told anything before that fsync. The caller holds the workspace's writer lock.
 */
public final class SegmentJournal implements Journal {

    private final CommitKeys keys;
    private final InstantSource clock;
    private final JournalSettings settings;
    private final SegmentWriter writer;
    private final WriteListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private ChainPoint end;
    private JournalPosition durable;
    private Optional<Batch> waiting = Optional.empty();
    private boolean writing;
    private boolean closed;
    private Optional<Throwable> stopped = Optional.empty();

    private SegmentJournal(
            CommitKeys keys,
            InstantSource clock,
            JournalSettings settings,
            SegmentWriter writer,
            WriteListener listener,
            ChainPoint end) {
        this.keys = keys;
        this.clock = clock;
        this.settings = settings;
        this.writer = writer;
        this.listener = listener;
        this.end = end;
        this.durable = end.position();
    }

    /**
     * A journal that was opened.
     *
     * @param cuts bytes in quarantine that no event tells of yet: the engine journals each as
     *     TAIL_CUT
     */
    public record Opened(SegmentJournal journal, List<TailCut> cuts) {

        public Opened {
            cuts = List.copyOf(cuts);
        }
    }

    /**
     * Opens a journal, or makes an empty one, and brings it in order after a crash.
     *
     * @param history is handed every group in order; what it made of them counts only when this
     *     method returns
     * @throws JournalFaultException when segments and head are not what a crash can leave; the
     *     files are unchanged then
     * @throws KeyFaultException when there is no key to sign with
     */
    public static Opened open(
            JournalPlace place,
            CommitKeys keys,
            InstantSource clock,
            JournalSettings settings,
            Consumer<JournalGroup> history)
            throws IOException {
        return open(place, keys, clock, settings, WriteListener.NONE, history);
    }

    /**
     * As {@link #open(JournalPlace, CommitKeys, InstantSource, JournalSettings, Consumer)}, with
     * somebody who is told of each write.
     */
    public static Opened open(
            JournalPlace place,
            CommitKeys keys,
            InstantSource clock,
            JournalSettings settings,
            WriteListener listener,
            Consumer<JournalGroup> history)
            throws IOException {
        Recovery.Found found = new Recovery(place, keys, settings).run(clock.instant(), history);
        SegmentWriter writer = new SegmentWriter(place, keys, clock, settings, found);
        return new Opened(
                new SegmentJournal(keys, clock, settings, writer, listener, found.point()),
                found.cuts());
    }

    @Override
    public JournalPosition position() {
        lock.lock();
        try {
            return durable;
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the group cannot be journalled (it is empty or too
     *     large, an event is earlier than the last, or cannot be canonicalised); nothing was
     *     written then
     */
    @Override
    public JournalPosition append(List<Draft> group, Digest root) {
        Pending pending = begin(group, root);
        pending.await();
        return pending.position();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException as {@link #append}
     */
    @Override
    public Pending begin(List<Draft> group, Digest root) {
        lock.lock();
        try {
            requireRunning();
            Batch batch = waiting.orElseGet(() -> new Batch(end.seq() + 1));
            JournalPosition position = enqueue(batch, List.copyOf(group), root);
            waiting = Optional.of(batch);
            return new Written(batch, position);
        } finally {
            lock.unlock();
        }
    }

    /** A group in a batch. */
    private final class Written implements Pending {

        private final Batch batch;
        private final JournalPosition position;

        Written(Batch batch, JournalPosition position) {
            this.batch = batch;
            this.position = position;
        }

        @Override
        public JournalPosition position() {
            return position;
        }

        @Override
        public void await() {
            lock.lock();
            try {
                while (!batch.durable()) {
                    requireRunning();
                    if (writing) {
                        changed.awaitUninterruptibly();
                    } else {
                        writeWaiting();
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Numbers, chains and signs a group; changes nothing when that fails. */
    private JournalPosition enqueue(Batch batch, List<Draft> group, Digest root) {
        if (group.isEmpty() || group.size() > JournalScan.MAX_GROUP) {
            throw new IllegalArgumentException(
                    "a group has 1 to " + JournalScan.MAX_GROUP + " events");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 * group.size());
        long seq = end.seq();
        Digest digest = end.digest().orElseThrow();
        Instant time = end.eventTime();
        for (Draft draft : group) {
            if (draft.time().isBefore(time)) {
                throw new IllegalArgumentException("an event earlier than the one before it");
            }
            seq++;
            byte[] line = EventLine.encode(seq, digest, settings.installation(), draft);
            bytes.writeBytes(line);
            bytes.write('\n');
            digest = Digest.sha384(line);
            time = draft.time();
        }
        CommitRecord commit = commit(batch.first(), seq, digest, root, time);
        byte[] line = commit.bytes();
        bytes.writeBytes(line);
        bytes.write('\n');
        batch.add(bytes.toByteArray(), commit);
        end =
                new ChainPoint(
                        seq,
                        Optional.of(digest),
                        time,
                        Optional.of(Digest.sha384(line)),
                        commit.time(),
                        batch.first(),
                        Optional.of(settings.installation()));
        return new JournalPosition(seq, digest);
    }

    private CommitRecord commit(long first, long seq, Digest digest, Digest root, Instant time) {
        if (!root.algorithm().equals("sha384")) {
            throw new IllegalArgumentException("an installation's root is a SHA-384");
        }
        // a clock that went back must not make a record that readers refuse
        Instant now = latest(clock.instant(), latest(time, end.commitTime()));
        try {
            return CommitRecord.signed(
                    first, seq, digest, root, end.commit().orElseThrow(), now, keys);
        } catch (KeyFaultException e) {
            stop(e);
            throw stoppedException();
        }
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }

    /** Writes for all who wait; called with the lock, which is free during the write. */
    private void writeWaiting() {
        Batch batch = waiting.orElseThrow();
        waiting = Optional.empty();
        writing = true;
        Optional<Throwable> failure = Optional.empty();
        lock.unlock();
        try {
            listener.beforeWrite();
            writer.write(batch);
            listener.afterWrite();
        } catch (Throwable t) {
            failure = Optional.of(t);
        } finally {
            lock.lock();
            writing = false;
        }
        if (failure.isPresent()) {
            stop(failure.get());
        } else {
            batch.markDurable();
            CommitRecord last = batch.last();
            durable = new JournalPosition(last.seq(), last.digest());
        }
        changed.signalAll();
    }

    @Override
    public void syncHead() {
        lock.lock();
        try {
            awaitWriter();
            requireRunning();
            syncNow();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            awaitWriter();
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
            try {
                if (stopped.isEmpty()) {
                    syncNow();
                }
            } finally {
                closeFiles();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeFiles() {
        try {
            writer.close();
        } catch (IOException e) {
            // everything acknowledged is durable already: a failing close loses nothing
            stopped = Optional.of(stopped.orElse(e));
        }
    }

    private void syncNow() {
        try {
            writer.syncHead();
        } catch (IOException | RuntimeException e) {
            stop(e);
            throw stoppedException();
        }
    }

    private void awaitWriter() {
        while (writing) {
            changed.awaitUninterruptibly();
        }
    }

    private void stop(Throwable cause) {
        if (stopped.isEmpty()) {
            stopped = Optional.of(cause);
        }
        changed.signalAll();
    }

    private void requireRunning() {
        if (stopped.isPresent()) {
            throw stoppedException();
        }
        if (closed) {
            throw new JournalStopped("the journal was closed", new IllegalStateException("closed"));
        }
    }

    private JournalStopped stoppedException() {
        return new JournalStopped(
                "the journal stopped after a failed write; restart from disk",
                stopped.orElseThrow());
    }
}
