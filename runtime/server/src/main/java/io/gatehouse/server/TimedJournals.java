package io.gatehouse.server;

import io.gatehouse.app.port.JournalGuard;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Journals whose appends are timed. */
record TimedJournals(JournalStore inner, Timer appends) implements JournalStore {

    @Override
    public Opened open(Consumer<Journal.Recorded> events) throws IOException, JournalUnusable {
        Opened opened = inner.open(events);
        return new Opened(new Timed(opened.journal(), appends), opened.cuts());
    }

    @Override
    public JournalGuard guard() {
        return inner.guard();
    }

    @Override
    public void replay(Consumer<Journal.Recorded> events) throws IOException, JournalUnusable {
        inner.replay(events);
    }

    @Override
    public void replay(long from, long to, Consumer<Journal.Recorded> events)
            throws IOException, JournalUnusable {
        inner.replay(from, to, events);
    }

    /** A group whose way to the disk is timed once, by whoever waits for it first. */
    private record TimedPending(
            Journal.Pending inner, Timer appends, long begun, AtomicBoolean timed)
            implements Journal.Pending {

        @Override
        public JournalPosition position() {
            return inner.position();
        }

        @Override
        public void await() {
            try {
                inner.await();
            } finally {
                if (timed.compareAndSet(false, true)) {
                    appends.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
                }
            }
        }
    }

    /** A journal whose appends are timed. */
    private record Timed(Journal inner, Timer appends) implements Journal {

        @Override
        public JournalPosition position() {
            return inner.position();
        }

        @Override
        public JournalPosition append(List<Draft> group, Digest root) {
            Pending pending = begin(group, root);
            pending.await();
            return pending.position();
        }

        @Override
        public Pending begin(List<Draft> group, Digest root) {
            return new TimedPending(
                    inner.begin(group, root), appends, System.nanoTime(), new AtomicBoolean());
        }

        @Override
        public void syncHead() {
            inner.syncHead();
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
