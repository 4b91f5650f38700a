package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An order journal in segment files of one directory.
 *
 * <p>A segment is a header line, then groups: lines of canonical JSON with one event each, or an
 * order with its first reservation, and a commit line with the number of events so far and a
 * CRC-32C over the checksum before and the group's lines. Between groups stand seals: a SHA-384
 * over the seal before and all bytes since, to the end of a group some way back; a thread of its
 * own makes them. A group is written with one write and one sync; callers that come while it is
 * written share the next one, and so does what was noted before. So after a crash every group is
 * there whole or was never acknowledged. A head beside the segments says how far they go at least.
 *
 * <p>Segments of version 1, in which each group has a SHA-384 of its own, are read and left as they
 * are; what comes after them begins a segment of version 2.
 *
 * <p>A failed write or sync ends the journal for good: what the disk holds then is known to nobody,
 * and a second attempt could put the same order behind half of itself. Thread-safe.
 */
public final class FileOrderJournal implements OrderJournal, AutoCloseable {

    /** Bytes after which a group that is being gathered is written before more is added to it. */
    private static final int GROUP_BYTES = 4 * 1024 * 1024;

    private final GroupWriter writer;
    private final Optional<DirectoryLock> directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final NoteKeeper keeper = new NoteKeeper(lock, this::writeNoted);
    private final Sealer sealer;
    private PlainLine filling = new PlainLine();
    private PlainLine spare = new PlainLine();
    private int events;
    private long group = 1;
    private long done;
    private boolean writing;
    private String ended = "";

    private FileOrderJournal(
            JournalFiles files,
            JournalSize size,
            Recovery recovery,
            boolean beside,
            Optional<DirectoryLock> directory)
            throws IOException {
        this.sealer = new Sealer(recovery.end().sealed(), beside, this::sealIdle);
        this.writer = new GroupWriter(files, size, recovery, sealer);
        this.directory = directory;
        recovery.resume(sealer);
    }

    /**
     * Opens the journal of a directory on the local disk, which is made when it is not there, and
     * holds its lock until {@link #close}: two routers would each reserve the same ids.
     *
     * @param sink see {@link #open(JournalFiles, JournalSize, Consumer)}
     */
    public static JournalOpening open(Path folder, JournalSize size, Consumer<OrderEvent> sink) {
        try {
            DirectoryFiles files = DirectoryFiles.make(folder);
            Optional<DirectoryLock> lock = DirectoryLock.take(folder);
            if (lock.isEmpty()) {
                return new JournalOpening.Refused(List.of(JournalFindings.locked()));
            }
            JournalOpening opening = open(files, size, sink, true, lock);
            if (opening instanceof JournalOpening.Refused) {
                lock.get().close();
            }
            return opening;
        } catch (IOException e) {
            return refused(e);
        }
    }

    /**
     * Reads what is there, sets a torn tail aside and goes on behind it. Takes no lock.
     *
     * @param sink takes every event of every whole group, in order; when the opening is refused it
     *     may have taken some, which must not be used
     */
    public static JournalOpening open(
            JournalFiles files, JournalSize size, Consumer<OrderEvent> sink) {
        return open(files, size, sink, true, Optional.empty());
    }

    /** The same without a thread that makes seals and heads: they are made at the end. */
    static JournalOpening openQuiet(
            JournalFiles files, JournalSize size, Consumer<OrderEvent> sink) {
        return open(files, size, sink, false, Optional.empty());
    }

    private static JournalOpening open(
            JournalFiles files,
            JournalSize size,
            Consumer<OrderEvent> sink,
            boolean beside,
            Optional<DirectoryLock> lock) {
        Recovery recovery = new Recovery(files);
        List<Finding> findings = recovery.run(sink);
        if (!findings.isEmpty()) {
            return new JournalOpening.Refused(findings);
        }
        try {
            return new JournalOpening.Opened(
                    new FileOrderJournal(files, size, recovery, beside, lock),
                    recovery.events(),
                    recovery.torn());
        } catch (IOException e) {
            return refused(e);
        }
    }

    private static JournalOpening refused(IOException e) {
        return new JournalOpening.Refused(
                List.of(JournalFindings.unreadable("order journal", e.getClass().getSimpleName())));
    }

    /**
     * {@inheritDoc}
     *
     * @throws OrderJournalException when it could not be made durable, now and ever after
     * @throws IllegalArgumentException when an event has no form in the journal (a text with half
     *     of a surrogate pair, a line over 64 KiB, more than 10,000 events or 8 MiB): nothing was
     *     written
     */
    @Override
    public void append(List<OrderEvent> added) {
        if (!added.isEmpty()) {
            await(place(added));
        }
    }

    @Override
    public long place(List<OrderEvent> added) {
        lock.lock();
        try {
            return put(added);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(long place) {
        lock.lock();
        try {
            while (done < place) {
                requireOpen();
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    write();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Written with the next append, or a few milliseconds later without one.
     */
    @Override
    public void note(List<OrderEvent> added) {
        if (added.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            put(added);
            keeper.noted();
        } finally {
            lock.unlock();
        }
    }

    /** Adds to the group that is being gathered; its number. */
    private long put(List<OrderEvent> added) {
        requireOpen();
        while (events > 0
                && (events + added.size() > JournalSize.GROUP_EVENTS
                        || filling.length() > GROUP_BYTES)) {
            if (writing) {
                written.awaitUninterruptibly();
            } else {
                write();
            }
            requireOpen();
        }
        EventLines.write(added, filling);
        events += added.size();
        return group;
    }

    /**
     * The caller writes for all who wait, with the lock given back meanwhile; nobody else may be
     * writing.
     */
    private void write() {
        PlainLine lines = filling;
        int count = events;
        long number = group;
        filling = spare;
        events = 0;
        group++;
        writing = true;
        String fault;
        lock.unlock();
        try {
            fault = write(lines, count);
        } finally {
            lock.lock();
        }
        writing = false;
        lines.cutTo(0);
        spare = lines;
        if (fault.isEmpty()) {
            done = number;
        } else if (ended.isEmpty()) {
            ended = fault;
        }
        written.signalAll();
    }

    /** Twice: one seal may be ready and not cover the last groups. */
    private void sealAll() throws IOException {
        for (int i = 0; i < 2 && ended.isEmpty(); i++) {
            sealer.advance(true);
            write();
        }
        if (ended.isEmpty()) {
            writer.head();
        }
    }

    private String write(PlainLine lines, int count) {
        try {
            writer.write(lines, count);
            return "";
        } catch (IOException | RuntimeException | Error e) {
            return e.getClass().getSimpleName();
        }
    }

    /** What was noted and nothing was appended after; called with the lock. */
    private long writeNoted(long seen) {
        if (events > 0 && group == seen && !writing && ended.isEmpty()) {
            write();
        }
        return events > 0 && ended.isEmpty() ? group : 0;
    }

    /** Called about once a second: seals what nothing was written after, and renews the head. */
    private void sealIdle() {
        lock.lock();
        try {
            if (events == 0 && !writing && ended.isEmpty()) {
                write();
            }
        } finally {
            lock.unlock();
        }
        try {
            writer.head();
        } catch (IOException e) {
            // what was acknowledged is safe, but a journal must be able to tell where it ends
            end(e.getClass().getSimpleName());
        }
    }

    private void end(String fault) {
        lock.lock();
        try {
            ended = ended.isEmpty() ? fault : ended;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() {
        if (!ended.isEmpty()) {
            throw new OrderJournalException("the order journal has ended: " + ended);
        }
    }

    /** Ends it; what was acknowledged is on the disk already. */
    @Override
    public void close() {
        lock.lock();
        try {
            while (writing || (events > 0 && ended.isEmpty())) {
                if (writing) {
                    written.awaitUninterruptibly();
                } else {
                    write();
                }
            }
            if (ended.isEmpty()) {
                sealAll();
            }
            ended = ended.isEmpty() ? "closed" : ended;
            keeper.end();
            sealer.end();
            writer.close();
            if (directory.isPresent()) {
                directory.get().close();
            }
        } catch (IOException e) {
            ended = "closed"; // every group was synced when it was acknowledged
        } finally {
            lock.unlock();
        }
    }
}
