package io.gatehouse.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that wait for the disk together: decided one after another, told when durable. */
class SharedWriteTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path home;
    private final HeldJournal disk = new HeldJournal();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private Workspace workspace;

    @BeforeEach
    void setUp() throws IOException {
        workspace = Workspace.at(home);
        workspace.create();
    }

    @AfterEach
    void tearDown() {
        callers.shutdownNow();
    }

    /** A journal whose fsync the test lets go, or lets fail. */
    private static final class HeldJournal implements JournalStore, Journal {
        private final CountDownLatch released = new CountDownLatch(1);
        private final CountDownLatch begun = new CountDownLatch(2);
        private final CountDownLatch waiting = new CountDownLatch(2);
        private final AtomicInteger awaited = new AtomicInteger();
        private volatile boolean failing;
        private long seq;

        @Override
        public Opened open(Consumer<Recorded> consumer) {
            return new Opened(this, List.of());
        }

        @Override
        public void replay(Consumer<Recorded> consumer) {}

        @Override
        public JournalPosition position() {
            return JournalPosition.START;
        }

        @Override
        public JournalPosition append(List<Draft> group, Digest root) {
            throw new IllegalStateException("groups are begun");
        }

        @Override
        public Pending begin(List<Draft> group, Digest root) {
            seq += group.size();
            JournalPosition position = new JournalPosition(seq, Digest.ZERO);
            begun.countDown();
            return new Pending() {
                @Override
                public JournalPosition position() {
                    return position;
                }

                @Override
                public void await() {
                    awaited.incrementAndGet();
                    waiting.countDown();
                    try {
                        released.await();
                    } catch (InterruptedException e) {
                        throw new JournalStopped("interrupted", e);
                    }
                    if (failing) {
                        throw new JournalStopped("no space", new IOException("no space"));
                    }
                }
            };
        }

        @Override
        public void syncHead() {}

        @Override
        public void close() {}
    }

    private static final DecisionLogs NO_LOGS =
            new DecisionLogs() {
                @Override
                public void append(LineAppended line) throws IOException {
                    throw new IOException("no logs here");
                }

                @Override
                public void complete(LogName log, List<LineAppended> lines) {}

                @Override
                public LogFact verify(LogName log, InstallationView state) {
                    return new LogFact(log, Verdict.ERROR, List.of(), List.of());
                }
            };

    private Engine open() throws Exception {
        return Engine.open(
                new EngineParts(
                        workspace,
                        disk,
                        (state, command, actor, snapshot) -> admit(command, actor, snapshot.asOf()),
                        ActionBook.of(List.of()),
                        NO_LOGS,
                        Projection.NONE,
                        people -> {},
                        () -> NOW),
                "test");
    }

    private static Decision admit(Command command, Actor actor, Instant at) {
        Event admitted = new CommandAdmitted(command.name(), actor.label(), Optional.empty(), at);
        return new Decision.Admitted(List.of(admitted), List.of());
    }

    private Future<Outcome> submit(Engine engine, long offset) {
        return callers.submit(
                () -> engine.submit(new RecordTailCut("s", offset, 1, Digest.ZERO), Actor.ENGINE));
    }

    @Test
    void shouldDecideTheNextCommandWhileTheLastOneWaitsForTheDisk() throws Exception {
        try (Engine engine = open()) {
            // when two callers come and the disk answers neither
            Future<Outcome> one = submit(engine, 1);
            Future<Outcome> two = submit(engine, 2);

            // then both groups reach the journal, and nobody was told anything
            assertThat(disk.begun.await(30, TimeUnit.SECONDS)).isTrue();
            Future<Long> shown = callers.submit(() -> engine.read(s -> s.ledger().admitted()));
            assertThat(List.of(one.isDone(), two.isDone(), shown.isDone())).containsOnly(false);

            // when the disk answers
            disk.released.countDown();

            // then all are, in the order of the journal
            assertThat(List.of(one.get().position().seq(), two.get().position().seq()))
                    .containsExactlyInAnyOrder(1L, 2L);
            assertThat(shown.get()).isEqualTo(2);
        }
    }

    @Test
    void shouldAcknowledgeAndShowNothingOfAGroupThatFailed() throws Exception {
        try (Engine engine = open()) {
            Future<Outcome> one = submit(engine, 1);
            Future<Outcome> two = submit(engine, 2);
            assertThat(disk.begun.await(30, TimeUnit.SECONDS)).isTrue();
            Future<Long> shown = callers.submit(() -> engine.read(s -> s.ledger().admitted()));

            // when
            disk.failing = true;
            disk.released.countDown();

            // then
            for (Future<?> waiting : List.of(one, two, shown)) {
                assertThatThrownBy(waiting::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(EngineStopped.class);
            }
            disk.failing = false;
            assertThatThrownBy(
                            () ->
                                    engine.submit(
                                            new RecordTailCut("s", 3, 1, Digest.ZERO),
                                            Actor.ENGINE))
                    .isInstanceOf(EngineStopped.class);
        }
    }

    private static Outcome give(CommandSequence sequence, long offset) {
        return sequence.submit(new RecordTailCut("s", offset, 1, Digest.ZERO), Actor.ENGINE);
    }

    @Test
    void shouldDecideASequenceAheadOfTheDiskAndLandItBeforeItIsTold() throws Exception {
        try (Engine engine = open()) {
            CommandSequence sequence = engine.sequence();

            // when commands follow each other while the disk answers nothing
            Outcome first = give(sequence, 1);
            Outcome second = give(sequence, 2);

            // then the second was decided upon the first, which nobody else is shown
            assertThat(List.of(first.position().seq(), second.position().seq()))
                    .containsExactly(1L, 2L);
            assertThat(sequence.<Long>read(s -> s.ledger().admitted())).isEqualTo(2);
            assertThat(disk.awaited).hasValue(0);
            Future<Long> shown = callers.submit(() -> engine.read(s -> s.ledger().admitted()));
            Future<?> landed = callers.submit(sequence::close);
            assertThat(disk.waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(List.of(shown.isDone(), landed.isDone())).containsOnly(false);

            // when the disk answers
            disk.released.countDown();

            // then one wait was enough for both
            landed.get();
            assertThat(shown.get()).isEqualTo(2);
            assertThat(disk.awaited).hasValue(2);
        }
    }

    @Test
    void shouldBringToTheDiskWhatWasDecidedBeforeSomethingFailed() throws Exception {
        disk.released.countDown();
        try (Engine engine = open()) {
            // when the second command of a sequence is not even decided
            assertThatThrownBy(
                            () -> {
                                try (CommandSequence sequence = engine.sequence()) {
                                    give(sequence, 1);
                                    throw new IllegalStateException("no second one");
                                }
                            })
                    .isInstanceOf(IllegalStateException.class);

            // then the first was waited for
            assertThat(disk.awaited).hasValue(1);
        }
    }

    @Test
    void shouldSayThatNothingWasAcknowledgedWhenASequenceCannotLand() throws Exception {
        disk.released.countDown();
        disk.failing = true;
        try (Engine engine = open()) {
            CommandSequence sequence = engine.sequence();
            give(sequence, 1);
            give(sequence, 2);

            assertThatThrownBy(sequence::land).isInstanceOf(EngineStopped.class);

            disk.failing = false;
            assertThatThrownBy(() -> give(sequence, 3)).isInstanceOf(EngineStopped.class);
        }
    }
}
