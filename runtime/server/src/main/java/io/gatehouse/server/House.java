package io.gatehouse.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.LocalAccess;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.feed.JournalFeed;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.outbox.Outbox;
import io.gatehouse.app.outbox.Outboxes;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.rules.RuleFault;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.embedded.EmbeddedEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One workspace that is served: its engine, what watches over it, and who is told. */
final class House implements AutoCloseable {

    /** After an interrupt, an action's thread needs this long at most to let go. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private static final long LOOK_MILLIS = 10;

    private final int number;
    private final Workspace workspace;
    private final InstallationId installation;
    private final LocalAccess access;
    private final EventFeed feed;
    private final Answers answers;
    private final ServerLog log;
    private final ServerMetrics metrics;
    private final Rounds rounds;
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reported = new AtomicBoolean();
    private Optional<Outbox> outbox = Optional.empty();

    private House(
            int number,
            Workspace workspace,
            InstallationId installation,
            Engine engine,
            EventFeed feed,
            ServerLog log,
            ServerMetrics metrics) {
        this.number = number;
        this.workspace = workspace;
        this.installation = installation;
        this.access = LocalAccess.owning(engine);
        this.feed = feed;
        this.answers = new Answers(new JournalledAnswers(engine));
        this.log = log;
        this.metrics = metrics;
        this.rounds =
                new Rounds(
                        number,
                        engine,
                        (nanos, outcomes) -> {
                            outcomes.forEach(this::kept);
                            metrics.round(number, nanos, outcomes);
                        },
                        outcomes -> outcomes.forEach(this::kept),
                        this::roundFailed);
    }

    static House open(
            int number,
            Workspace workspace,
            ServerSettings settings,
            ServerLog log,
            ServerMetrics metrics)
            throws Exception {
        EmbeddedEngine embedded =
                new EmbeddedEngine(
                        workspace,
                        settings.clock(),
                        settings.headMirror(),
                        notice -> log.database(number, notice.kind().name(), notice.cause()));
        InstallationId installation = SegmentJournals.installation(workspace);
        JournalFeed feed = new JournalFeed();
        Engine engine =
                embedded.through(feed::before)
                        .open(installation, WriterLock.SERVE, metrics::measuring);
        return new House(number, workspace, installation, engine, feed, log, metrics);
    }

    int number() {
        return number;
    }

    Workspace workspace() {
        return workspace;
    }

    InstallationId installation() {
        return installation;
    }

    LocalAccess access() {
        return access;
    }

    EventFeed feed() {
        return feed;
    }

    Answers answers() {
        return answers;
    }

    /** Whether its engine decides and its keeper watches. */
    boolean isUp() {
        return rounds.areWell() && !access.engine().isStopped();
    }

    /** Decides a person's command, and does what follows. */
    Handled submit(Wire.Signed signed, LocalAccess.Condition condition) {
        long begun = System.nanoTime();
        Handled handled =
                working(
                        () ->
                                access.submit(
                                        signed.command(),
                                        new Actor.Signatory(signed.statement()),
                                        condition));
        String name = signed.command().name();
        metrics.handled(name, handled);
        log.command(
                number,
                name,
                ServerMetrics.outcome(handled.outcome()),
                handled.outcome().position().seq(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        return handled;
    }

    List<Outcome> settle() {
        List<Outcome> outcomes = working(access::settle);
        outcomes.forEach(this::kept);
        return outcomes;
    }

    Rebuilt rebuild() {
        return working(access::rebuild);
    }

    private <T> T working(Supplier<T> work) {
        working.add(Thread.currentThread());
        try {
            return work.get();
        } catch (EngineStopped e) {
            report(e);
            throw e;
        } finally {
            working.remove(Thread.currentThread());
        }
    }

    private void report(EngineStopped e) {
        if (access.engine().isStopped()
                && !rounds.isStopping()
                && reported.compareAndSet(false, true)) {
            log.engineStopped(number, e);
        }
    }

    private void roundFailed(Throwable e) {
        if (e instanceof EngineStopped stopped) {
            report(stopped);
        } else {
            log.fault("keeper", e);
        }
    }

    /**
     * Begins to watch over the engine, and to tell those who want to be told.
     *
     * @param random for the pauses of deliveries
     */
    void start(RandomGenerator random) {
        rounds.start();
        try {
            Outbox told =
                    Outboxes.of(
                            workspace,
                            feed,
                            installation,
                            access.position().seq(),
                            access.clock(),
                            random,
                            (sink, round) -> log.delivered(number, round));
            told.start();
            outbox = Optional.of(told);
        } catch (RuleFault e) {
            // Nobody is told then; whether somebody may trade does not hang on it.
            log.fault("notifications.yaml", e);
        }
    }

    private void kept(Outcome outcome) {
        metrics.kept(outcome);
        log.kept(
                number,
                ServerMetrics.commandOf(outcome),
                ServerMetrics.outcome(outcome),
                outcome.position().seq());
    }

    /** Takes the note away, if it is still this process's. */
    void withdraw(ServerNote own) {
        try {
            if (ServerNote.read(workspace).filter(own::equals).isPresent()) {
                Files.deleteIfExists(workspace.serverNote());
            }
        } catch (IOException e) {
            log.fault("server.json", e);
        }
    }

    /** No further round is begun. */
    void stop() {
        rounds.stop();
    }

    /** Waits for what is under way, and interrupts it after the grace. */
    void awaitQuiet(Duration grace) {
        if (!isQuietWithin(grace)) {
            working.forEach(Thread::interrupt);
            rounds.interrupt();
            if (!isQuietWithin(AFTER_INTERRUPT)) {
                log.fault("stop", new IllegalStateException("work did not end"));
            }
        }
    }

    private boolean isQuietWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (rounds.isUnderWay() || !working.isEmpty()) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it is being left: whoever waits for events goes. */
    boolean isLeaving() {
        return rounds.isStopping();
    }

    Optional<EngineStopped> ifDown() {
        return access.engine().isStopped()
                ? Optional.of(new EngineStopped("the engine was stopped by a failed write", null))
                : Optional.empty();
    }

    @Override
    public void close() {
        try {
            if (outbox.isPresent()) {
                outbox.get().close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            access.close();
        }
    }
}
