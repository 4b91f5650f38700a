package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * An order journal in segment files of one directory.
 *
 * <p>A segment is a header line, then groups: one line of canonical JSON per event and a commit
 * line with the number of events so far and a SHA-384 over the digest before and the group's lines.
 * A group is written with one write and one sync; callers that come while it is written share the
 * next one. So after a crash every group is there whole or was never acknowledged.
 *
 * <p>A failed write or sync ends the journal for good: what the disk holds then is known to nobody,
 * and a second attempt could put the same order behind half of itself. Thread-safe.
 */
public final class FileOrderJournal implements OrderJournal, AutoCloseable {

    private final GroupWriter writer;
    private final Optional<DirectoryLock> directory;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean writing;
    private String ended = "";

    /** An append that is not on the disk yet. */
    private static final class Waiting {
        private final byte[] lines;
        private final int events;
        private boolean done;

        Waiting(byte[] lines, int events) {
            this.lines = lines;
            this.events = events;
        }
    }

    private FileOrderJournal(GroupWriter writer, Optional<DirectoryLock> directory) {
        this.writer = writer;
        this.directory = directory;
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
            JournalOpening opening = open(files, size, sink, lock);
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
        return open(files, size, sink, Optional.empty());
    }

    private static JournalOpening open(
            JournalFiles files,
            JournalSize size,
            Consumer<OrderEvent> sink,
            Optional<DirectoryLock> lock) {
        Recovery recovery = new Recovery(files);
        List<Finding> findings = recovery.run(sink);
        if (!findings.isEmpty()) {
            return new JournalOpening.Refused(findings);
        }
        try {
            return new JournalOpening.Opened(
                    new FileOrderJournal(new GroupWriter(files, size, recovery), lock),
                    recovery.state().events(),
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
     *     of a surrogate pair, a line over 64 KiB, more than 10,000 events): nothing was written
     */
    @Override
    public void append(List<OrderEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        Waiting own = new Waiting(EventLines.of(events), events.size());
        List<Waiting> group;
        lock.lock();
        try {
            requireOpen();
            queue.add(own);
            while (writing && !own.done) {
                written.awaitUninterruptibly();
            }
            if (own.done) {
                return;
            }
            requireOpen();
            writing = true;
            group = take();
        } finally {
            lock.unlock();
        }
        writeGroupsUntil(own, group);
    }

    /** The caller writes for all who wait, until its own events are on the disk. */
    private void writeGroupsUntil(Waiting own, List<Waiting> first) {
        List<Waiting> group = first;
        while (true) {
            String fault = write(group);
            lock.lock();
            try {
                if (!fault.isEmpty()) {
                    ended = fault;
                }
                group.forEach(each -> each.done = fault.isEmpty());
                boolean over = own.done || !ended.isEmpty();
                if (over) {
                    writing = false;
                    written.signalAll();
                    requireOwn(own);
                    return;
                }
                written.signalAll();
                group = take();
            } finally {
                lock.unlock();
            }
        }
    }

    private void requireOwn(Waiting own) {
        if (!own.done) {
            requireOpen();
        }
    }

    private String write(List<Waiting> group) {
        try {
            List<byte[]> lines = new ArrayList<>(group.size());
            int events = 0;
            for (Waiting each : group) {
                lines.add(each.lines);
                events += each.events;
            }
            writer.write(lines, events);
            return "";
        } catch (IOException | RuntimeException | Error e) {
            return e.getClass().getSimpleName();
        }
    }

    private List<Waiting> take() {
        List<Waiting> group = new ArrayList<>();
        int events = 0;
        while (!queue.isEmpty() && events + queue.peekFirst().events <= JournalSize.GROUP_EVENTS) {
            Waiting next = queue.removeFirst();
            events += next.events;
            group.add(next);
        }
        return group;
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
            while (writing) {
                written.awaitUninterruptibly();
            }
            if (ended.isEmpty()) {
                ended = "closed";
            }
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
