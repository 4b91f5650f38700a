package io.gatehouse.app.port;

import io.gatehouse.core.event.Event;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is derived from the journal and can be thrown away: read model, search index, job queue.
 *
 * <p>A failure here never undoes what the journal has acknowledged and never reaches the engine: an
 * implementation says once what failed, stops, and catches up when it is opened again. Calls come
 * in the order {@code prepare}, {@code follow}, anything, {@code close}; all but {@link #run} under
 * the engine's lock. Thread-safe.
 */
public interface Projection extends AutoCloseable {

    /** Nothing is derived, and no job is run here. */
    Projection NONE =
            new Projection() {
                @Override
                public void prepare() {}

                @Override
                public void follow(Source journal) {}

                @Override
                public void project(
                        List<Event> events,
                        List<Draft> group,
                        InstallationView state,
                        Pending pending) {}

                @Override
                public void run(Collection<Job> jobs, Consumer<Job> handler) {}

                @Override
                public Optional<SortedMap<String, Long>> rebuild() {
                    return Optional.of(new TreeMap<>());
                }

                @Override
                public void close() {}
            };

    /** The journal and the state that it leads to, as they are now. */
    interface Source {

        /** The last durable event. */
        JournalPosition position();

        /** The state after it; not to be kept. */
        InstallationView state();

        /** The events of a range in order, both ends included. */
        List<Recorded> read(long from, long to) throws IOException, JournalUnusable;
    }

    /**
     * An action that is to be run.
     *
     * @param key of the action; one key is one attempt
     * @param slot a step id, or {@code activate-<n>}
     */
    record Job(String key, PromotionId promotion, String slot) {}

    /**
     * Something that a person should know; nothing is lost by it.
     *
     * @param cause a code in capitals, such as {@code CORRUPT}
     */
    record Notice(Kind kind, String cause) {

        /** What happened. */
        public enum Kind {
            /** What was derived was missing or unusable and has been made anew from the journal. */
            REBUILT,
            /** What is derived lags behind the journal and follows at the next opening. */
            BEHIND,
            /** The job queue does not serve; actions are run from the state instead. */
            QUEUE_UNUSABLE
        }
    }

    /** Begins to open, in the background where that takes time; the writer's lock is held. */
    void prepare();

    /** What to catch up with, before the first group. */
    void follow(Source journal);

    /**
     * Takes one group into account, once it is durable; perhaps later, and at the latest when this
     * is closed.
     *
     * @param events of the group
     * @param group the same as they are journalled
     * @param state after the group; not to be kept
     */
    void project(List<Event> events, List<Draft> group, InstallationView state, Pending pending);

    /**
     * Every group up to here is durable. Told on any thread without the engine's lock, perhaps late
     * and out of order; a group that nobody waits for is told with the next one.
     */
    default void durable(JournalPosition position) {}

    /**
     * Queues jobs, each key once, and runs on the calling thread what is due, these or others.
     * Without a usable queue it returns and has run nothing: the caller looks at the state for what
     * is left.
     *
     * @param handler is to run a job only when the state shows its action at INTENDED
     */
    void run(Collection<Job> jobs, Consumer<Job> handler);

    /**
     * Throws everything away and makes it anew from the journal.
     *
     * @return how many rows there are of each kind, or empty when it failed
     */
    Optional<SortedMap<String, Long>> rebuild();

    @Override
    void close();
}
