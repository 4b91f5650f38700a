package io.gatehouse.embedded;

import io.gatehouse.app.port.Projection;
import io.gatehouse.app.port.Projection.Notice.Kind;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Pending;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.store.ActionQueue;
import io.gatehouse.store.Job.Outcome;
import io.gatehouse.store.Projector;
import io.gatehouse.store.Projector.Appended;
import io.gatehouse.store.Store;
import io.gatehouse.store.StoreFault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The H2 store behind an engine. It opens in the background while the journal is verified; groups
 * that are journalled before it is there are read from the journal later, at the latest when it is
 * closed. Thereafter groups are taken on a thread of its own, behind the journal by what is under
 * way.
 *
 * <p>Whatever goes wrong ends in a notice and never in an exception. A store that failed is left
 * alone until the next opening; one that is damaged is deleted before that. Thread-safe; a job runs
 * without any lock of this class, since it needs the engine's.
 */
final class StoreProjection implements Projection {

    /** A drain ends when nothing is due; each action is bounded by its own timeout. */
    private static final Duration LONGEST_DRAIN = Duration.ofDays(1);

    private final Path directory;
    private final InstantSource clock;
    private final Consumer<Notice> notices;
    private Optional<StoreOpening> opening = Optional.empty();
    private Optional<Source> journal = Optional.empty();
    private boolean fresh;
    private Optional<Backlog> following = Optional.empty();
    private boolean failed;
    private boolean damaged;
    private boolean queueFailed;

    /**
     * @param notices is told what a person should know; called on any thread, at most a few times
     */
    StoreProjection(Path directory, InstantSource clock, Consumer<Notice> notices) {
        this.directory = directory;
        this.clock = clock;
        this.notices = notices;
    }

    @Override
    public synchronized void prepare() {
        opening = Optional.of(StoreOpening.begin(directory, clock));
    }

    @Override
    public synchronized void follow(Source source) {
        journal = Optional.of(source);
        fresh = source.position().seq() == 0;
    }

    @Override
    public synchronized void project(
            List<Event> events, List<Draft> group, InstallationView state, Pending pending) {
        if (following.isPresent()) {
            guard(this::requireFollowing);
        }
        if (failed || opening.isEmpty()) {
            return;
        }
        if (following.isPresent()) {
            following
                    .get()
                    .add(
                            new Appended(
                                    events, group, pending.position(), Touched.by(group, state)),
                            pending);
        } else if (opening.get().isDone()) {
            guard(this::catchUp);
        }
    }

    /** Whether what was handed over so far was taken; the first failure is told once. */
    private void requireFollowing() {
        following
                .flatMap(Backlog::failure)
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
    }

    /**
     * Brings the model up to the journal; another try with an empty store when that one is no good.
     */
    private void catchUp() {
        StoreOpening.Opened opened = opening.orElseThrow().await();
        Optional<String> cause;
        try {
            Optional<String> anew = synchronise(opened.store());
            cause = opened.discarded().map(Enum::name).or(() -> anew);
        } catch (StoreFault fault) {
            if (!fault.isCuredByDiscarding()) {
                throw fault;
            }
            remake();
            synchronise(store());
            cause = Optional.of(fault.kind().name());
        }
        following = Optional.of(Backlog.begin(store().projector()));
        if (!fresh) {
            cause.ifPresent(why -> tell(Kind.REBUILT, why));
        }
    }

    /**
     * @return why the model had to be made from the first event on, if it had to
     */
    private Optional<String> synchronise(Store store) {
        Source source = journal.orElseThrow();
        boolean empty = store.readModel().position().seq() == 0;
        Projector.Synchronised done =
                store.projector().synchronise(new JournalSource(source), source.state());
        return done.rebuilt()
                ? Optional.of(StoreFault.Kind.DIVERGED.name())
                : empty ? Optional.of("MISSING") : Optional.empty();
    }

    private void remake() {
        stopFollowing();
        closeStore();
        Store.discard(directory);
        opening = Optional.of(StoreOpening.begin(directory, clock));
    }

    @Override
    public void run(Collection<Job> jobs, Consumer<Job> handler) {
        Optional<StoreOpening> here = usable();
        if (here.isEmpty() || Thread.currentThread().isInterrupted()) {
            return;
        }
        ActionQueue queue;
        try {
            queue = here.get().await().store().queue();
        } catch (RuntimeException e) {
            // It never opened: that is told where the journal is followed.
            return;
        }
        try {
            for (Job job : jobs) {
                queue.enqueue(new io.gatehouse.store.Job(job.key(), job.promotion(), job.slot()));
            }
            queue.drain(
                    job -> {
                        handler.accept(new Job(job.key(), job.promotion(), job.slot()));
                        return new Outcome.Done("");
                    },
                    LONGEST_DRAIN);
        } catch (RuntimeException e) {
            queueFailed(e);
        }
    }

    private synchronized Optional<StoreOpening> usable() {
        return failed || queueFailed ? Optional.empty() : opening;
    }

    private synchronized void queueFailed(RuntimeException e) {
        queueFailed = true;
        damaged |= isCurable(e);
        tell(Kind.QUEUE_UNUSABLE, causeOf(e));
    }

    @Override
    public synchronized Optional<SortedMap<String, Long>> rebuild() {
        if (opening.isEmpty()) {
            return Optional.empty();
        }
        failed = false;
        damaged = false;
        queueFailed = false;
        TreeMap<String, Long> counts = new TreeMap<>();
        guard(
                () -> {
                    remake();
                    synchronise(store());
                    following = Optional.of(Backlog.begin(store().projector()));
                    counts.putAll(store().readModel().counts());
                });
        return failed ? Optional.empty() : Optional.of(counts);
    }

    private Store store() {
        return opening.orElseThrow().await().store();
    }

    /**
     * Does something with the store, after which the engine goes on whatever came of it. An
     * interrupt is held back meanwhile: one that meets a thread inside H2 closes the file under it.
     */
    private void guard(Runnable step) {
        boolean interrupted = Thread.interrupted();
        try {
            step.run();
        } catch (RuntimeException e) {
            failed = true;
            stopFollowing();
            damaged |= isCurable(e);
            tell(Kind.BEHIND, causeOf(e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isCurable(RuntimeException e) {
        return e instanceof StoreFault fault && fault.isCuredByDiscarding();
    }

    private static String causeOf(RuntimeException e) {
        // The message of an unknown exception may quote what was being stored.
        return e instanceof StoreFault fault ? fault.kind().name() : e.getClass().getSimpleName();
    }

    private void tell(Kind kind, String cause) {
        notices.accept(new Notice(kind, cause));
    }

    @Override
    public synchronized void close() {
        if (opening.isEmpty()) {
            return;
        }
        if (!failed && following.isEmpty() && journal.isPresent()) {
            guard(this::catchUp);
        }
        following.ifPresent(
                backlog -> {
                    backlog.finish();
                    guard(this::requireFollowing);
                });
        guard(
                () -> {
                    closeStore();
                    if (damaged) {
                        Store.discard(directory);
                    }
                });
        opening = Optional.empty();
    }

    private void stopFollowing() {
        following.ifPresent(Backlog::finish);
        following = Optional.empty();
    }

    private void closeStore() {
        Store open;
        try {
            open = store();
        } catch (RuntimeException e) {
            // It never opened: nothing to close, and told already where it was wanted.
            return;
        }
        open.close();
    }
}
