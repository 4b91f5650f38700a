package io.gatehouse.server;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.LocalAccess;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Rebuilt;
import io.gatehouse.app.feed.EventFeed;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.keeper.Keeper;
import io.gatehouse.app.remote.ServerNote;
import io.gatehouse.app.remote.Wire;
import io.gatehouse.app.workspace.Workspace;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One workspace that is served: its engine, and the one thread that watches over it. */
final class House implements AutoCloseable {

    /** After an interrupt, an action's thread needs this long at most to let go. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final int number;
    private final Workspace workspace;
    private final InstallationId installation;
    private final LocalAccess access;
    private final EventFeed feed;
    private final Answers answers;
    private final ServerLog log;
    private final ServerMetrics metrics;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final Set<Thread> working = ConcurrentHashMap.newKeySet();
    private final Thread keeper;
    private volatile boolean keeping = true;
    private volatile boolean reported;

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
        this.keeper = new Thread(this::keep, "keeper-" + number);
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
        Engine engine =
                embedded.open(installation, "gatehouse serve", parts -> metrics.measuring(parts));
        return new House(
                number, workspace, installation, engine, new SegmentFeed(engine), log, metrics);
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
        return keeping && !access.engine().isStopped();
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
        if (access.engine().isStopped() && leaving.getCount() > 0 && !reported) {
            reported = true;
            log.engineStopped(number, e);
        }
    }

    void startKeeper() {
        keeper.start();
    }

    private void keep() {
        Keeper rounds = new Keeper(access.engine());
        try {
            Duration pause;
            do {
                pause = round(rounds);
            } while (!leaving.await(pause.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            return; // told to leave at once; what is unfinished is named by the next start
        } catch (EngineStopped e) {
            keeping = false;
            report(e);
        }
    }

    private Duration round(Keeper rounds) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            Keeper.Round round = rounds.round();
            round.outcomes().forEach(this::kept);
            metrics.round(number, System.nanoTime() - begun, round.outcomes());
            keeping = true;
            return round.next();
        } catch (EngineStopped e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw e;
        } catch (RuntimeException e) {
            // Not ready until a round succeeds again; meanwhile nothing is renewed, and a lease
            // ends by itself.
            keeping = false;
            log.fault("keeper", e);
            return Duration.ofSeconds(1);
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
    void stopKeeper() {
        leaving.countDown();
    }

    /** Waits for what is under way, and interrupts it after the grace. */
    void awaitQuiet(Duration grace) {
        if (!isQuietWithin(grace)) {
            working.forEach(Thread::interrupt);
            keeper.interrupt();
            if (!isQuietWithin(AFTER_INTERRUPT)) {
                log.fault("stop", new IllegalStateException("work did not end"));
            }
        }
    }

    private boolean isQuietWithin(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (keeper.isAlive() || !working.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                keeper.join(Math.min(left, 20));
                if (!keeper.isAlive() && !working.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(Math.min(left, 20));
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it is being left: whoever waits for events goes. */
    boolean isLeaving() {
        return leaving.getCount() == 0;
    }

    Optional<EngineStopped> ifDown() {
        return access.engine().isStopped()
                ? Optional.of(new EngineStopped("the engine was stopped by a failed write", null))
                : Optional.empty();
    }

    @Override
    public void close() {
        access.close();
    }
}
