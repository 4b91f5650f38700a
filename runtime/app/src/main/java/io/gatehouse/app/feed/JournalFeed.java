package io.gatehouse.app.feed;

import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.port.Projection.Source;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The feed of the process that writes: it stands before the projection of an engine, sees each
 * durable group pass, and hands it on. Recent events come from memory, older ones from the
 * segments.
 *
 * <p>The engine waits for nobody here: a group is put into a bounded memory, and consumers that
 * have fallen behind it read files on their own threads. Thread-safe.
 */
public final class JournalFeed implements EventFeed {

    private static final int RECENT = 4_096;

    /** Read from the disk at once: a consumer that is far behind would read a segment per page. */
    private static final int PAGE = 8_192;

    private final Object disk = new Object();
    private final RecentEvents recent = new RecentEvents(RECENT);
    private Optional<Source> journal = Optional.empty();
    private JournalPosition position = JournalPosition.START;
    private List<Recorded> page = List.of();
    private boolean closed;

    /** A group that may not be shown yet. */
    private record Waiting(RecentEvents.Group group, JournalPosition after) {}

    /** What commands under way wait for, so it is short. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /**
     * A projection that feeds this and passes everything on.
     *
     * @param inner what the engine's groups are meant for
     */
    public Projection before(Projection inner) {
        return new Tap(inner);
    }

    @Override
    public List<Recorded> after(long seq, int most) throws IOException, JournalUnusable {
        if (seq < 0 || most < 1) {
            throw new IllegalArgumentException("a feed is read from 0 on, one event at least");
        }
        List<RecentEvents.Group> groups;
        Source source;
        long last;
        synchronized (this) {
            last = position.seq();
            if (last <= seq || journal.isEmpty()) {
                return List.of();
            }
            source = journal.get();
            groups = recent.reachBackTo(seq) ? recent.after(seq, most) : List.of();
        }
        return groups.isEmpty()
                ? fromDisk(source, seq, Math.min(last, seq + most))
                : RecentEvents.events(groups, seq, most);
    }

    private List<Recorded> fromDisk(Source source, long seq, long to)
            throws IOException, JournalUnusable {
        synchronized (disk) {
            boolean here =
                    !page.isEmpty()
                            && page.get(0).seq() <= seq + 1
                            && page.get(page.size() - 1).seq() > seq;
            if (!here) {
                long end;
                synchronized (this) {
                    // What stands in the segments after this may not be durable yet.
                    end = Math.min(position.seq(), seq + PAGE);
                }
                page = source.read(seq + 1, end);
            }
            if (page.isEmpty()) {
                return List.of();
            }
            // Numbers have no gaps, so places in the page follow from them.
            int from = (int) (seq + 1 - page.get(0).seq());
            int end = (int) Math.min(page.size(), to + 1 - page.get(0).seq());
            return List.copyOf(page.subList(from, end));
        }
    }

    @Override
    public synchronized boolean await(long seq, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (position.seq() <= seq && !closed) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        return position.seq() > seq;
    }

    private synchronized void begin(Source source) {
        journal = Optional.of(source);
        position = source.position();
    }

    /** Keeps a group back until it is durable; groups come in the order of the journal. */
    private synchronized void queue(
            List<Draft> group, InstallationView state, JournalPosition after) {
        JournalPosition before = waiting.isEmpty() ? position : waiting.getLast().after();
        waiting.add(
                new Waiting(
                        new RecentEvents.Group(
                                before, state.governance().installation(), List.copyOf(group)),
                        after));
    }

    private synchronized void passUpTo(JournalPosition upTo) {
        while (!waiting.isEmpty() && waiting.getFirst().after().seq() <= upTo.seq()) {
            Waiting next = waiting.removeFirst();
            recent.add(next.group());
            position = next.after();
        }
        notifyAll();
    }

    /** Wakes those who wait; there will be no more events. */
    private synchronized void end() {
        closed = true;
        notifyAll();
    }

    private final class Tap implements Projection {

        private final Projection inner;

        Tap(Projection inner) {
            this.inner = inner;
        }

        @Override
        public void prepare() {
            inner.prepare();
        }

        @Override
        public void follow(Source source) {
            begin(source);
            inner.follow(source);
        }

        @Override
        public void project(
                List<Event> events, List<Draft> group, InstallationView state, Pending pending) {
            queue(group, state, pending.position());
            inner.project(events, group, state, pending);
        }

        @Override
        public void durable(JournalPosition upTo) {
            passUpTo(upTo);
            inner.durable(upTo);
        }

        @Override
        public void run(Collection<Job> jobs, Consumer<Job> handler) {
            inner.run(jobs, handler);
        }

        @Override
        public Optional<SortedMap<String, Long>> rebuild() {
            return inner.rebuild();
        }

        @Override
        public void close() {
            end();
            inner.close();
        }
    }
}
