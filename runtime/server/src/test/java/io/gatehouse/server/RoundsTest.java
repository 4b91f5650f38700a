package io.gatehouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.keeper.Keeper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the watch over an engine says of itself. */
class RoundsTest {

    private static final Keeper.Round QUIET =
            new Keeper.Round(Instant.EPOCH, List.of(), Duration.ofDays(1));

    /** Something that is no exception, as a full memory is none. */
    private static final class Broken extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final BlockingQueue<Throwable> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Thread> guards = new LinkedBlockingQueue<>();
    private Rounds rounds;

    private Rounds begin(Supplier<Keeper.Round> guard, Consumer<Throwable> faults) {
        Rounds.Watching watching =
                new Rounds.Watching() {
                    @Override
                    public Keeper.Round guard() {
                        guards.add(Thread.currentThread());
                        return guard.get();
                    }

                    @Override
                    public List<Outcome> settle() {
                        return List.of();
                    }
                };
        rounds = new Rounds(1, watching, (nanos, outcomes) -> {}, outcomes -> {}, faults);
        return rounds;
    }

    @AfterEach
    void leave() {
        rounds.stop();
        rounds.interrupt();
    }

    @Test
    void shouldBeWellWhileBothThreadsWatch() throws Exception {
        begin(() -> QUIET, told::add);
        assertThat(rounds.areWell()).as("nobody watches yet").isFalse();

        rounds.start();

        guards.take();
        assertThat(rounds.areWell()).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void shouldGoOnWatchingAfterAnErrorButNotBeWell() throws Exception {
        begin(
                () -> {
                    throw new Broken();
                },
                told::add);

        rounds.start();

        assertThat(told.take()).isInstanceOf(Broken.class);
        assertThat(guards.take().isAlive()).isTrue();
        assertThat(rounds.areWell()).isFalse();
    }

    @Test
    void shouldNotBeWellWhenAThreadHasDied() throws Exception {
        begin(
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, fault) -> {});
                    throw new IllegalStateException();
                },
                fault -> {
                    throw new Broken();
                });

        rounds.start();

        guards.take().join();
        assertThat(rounds.areWell()).isFalse();
    }
}
