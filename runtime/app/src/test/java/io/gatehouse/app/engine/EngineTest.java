package io.gatehouse.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.port.ActionBook;
import io.gatehouse.app.port.Deciding;
import io.gatehouse.app.port.DecisionLogs;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.port.Projection;
import io.gatehouse.app.workspace.HaltLatch;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.Found;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent.InstallationFounded;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.port.Journal;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir private Path home;
    private Workspace workspace;
    private final MemoryJournal memory = new MemoryJournal();
    private Instant now = NOW;

    /** A journal in memory that can be told to fail. */
    private static final class MemoryJournal implements JournalStore, Journal {
        private final List<Recorded> events = new ArrayList<>();
        private boolean failing;

        @Override
        public Opened open(Consumer<Recorded> consumer) {
            events.forEach(consumer);
            return new Opened(this, List.of());
        }

        @Override
        public void replay(Consumer<Recorded> consumer) {
            events.forEach(consumer);
        }

        @Override
        public JournalPosition position() {
            return new JournalPosition(events.size(), Digest.ZERO);
        }

        @Override
        public JournalPosition append(List<Draft> group, Digest root) {
            if (failing) {
                throw new JournalStopped("no space", new IOException("no space"));
            }
            group.forEach(
                    d -> events.add(new Recorded(events.size() + 1L, Digest.ZERO, Digest.ZERO, d)));
            return position();
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

    /** Founds and halts, and claims a landing of the test's choice. */
    private static final class Scripted implements Deciding {
        private final List<Landing> landings = new ArrayList<>();
        private boolean broken;

        @Override
        public Decision decide(
                InstallationView state, Command command, Actor actor, Snapshot snapshot) {
            if (broken) {
                throw new IllegalStateException("a bug, with a secret in its message");
            }
            Event admitted =
                    new CommandAdmitted(
                            command.name(), actor.label(), Optional.empty(), snapshot.asOf());
            Event event =
                    command instanceof Found found
                            ? new InstallationFounded(
                                    found.installation(), found.device(), found.engineKey())
                            : new EnvironmentHalted(((Halt) command).reason(), snapshot.asOf());
            return new Decision.Admitted(List.of(admitted, event), landings);
        }
    }

    private final Scripted script = new Scripted();

    @BeforeEach
    void setUp() throws IOException {
        workspace = Workspace.at(home);
        workspace.create();
    }

    private Engine open() throws Exception {
        return Engine.open(
                new EngineParts(
                        workspace,
                        memory,
                        script,
                        ActionBook.of(List.of()),
                        NO_LOGS,
                        Projection.NONE,
                        people -> {},
                        () -> now),
                "test");
    }

    private static Found found() {
        return new Found(new InstallationId("bot-1"), "device", "key");
    }

    @Test
    void shouldAcknowledgeWhatTheJournalHas() throws Exception {
        try (Engine engine = open()) {
            Outcome outcome = engine.submit(found(), Actor.ENGINE);
            assertThat(outcome.isAdmitted()).isTrue();
            assertThat(outcome.position().seq()).isEqualTo(2);
        }
        try (Engine again = open()) {
            assertThat(again.<Optional<InstallationId>>read(s -> s.governance().installation()))
                    .contains(new InstallationId("bot-1"));
        }
    }

    @Test
    void shouldStopForGoodWhenTheJournalCannotBeWritten() throws Exception {
        // given
        try (Engine engine = open()) {
            memory.failing = true;

            // when
            assertThatThrownBy(() -> engine.submit(found(), Actor.ENGINE))
                    .isInstanceOf(EngineStopped.class);

            // then not even a healthy disk brings this engine back
            memory.failing = false;
            assertThatThrownBy(() -> engine.submit(found(), Actor.ENGINE))
                    .isInstanceOf(EngineStopped.class);
            assertThat(memory.events).isEmpty();
        }
    }

    @Test
    void shouldHaltAndKeepNothingWhenBoxAndStateDiffer() throws Exception {
        // given a box that claims another state than the events make
        try (Engine engine = open()) {
            engine.submit(found(), Actor.ENGINE);
            script.landings.add(new Landing("environment", "LIVE"));

            // when
            Outcome outcome = engine.submit(new Halt("x"), Actor.ENGINE);

            // then
            assertThat(outcome.refusal()).contains(Reason.UNDECIDED);
            assertThat(outcome.findings())
                    .singleElement()
                    .satisfies(f -> assertThat(f.code()).isEqualTo("box-and-state-differ"));
            assertThat(engine.<String>read(s -> s.environment().reason()))
                    .contains("box-and-state-differ");
            assertThat(engine.<Long>read(s -> s.ledger().refused())).isEqualTo(1);
            assertThat(new HaltLatch(workspace).isDown()).isTrue();
        }
    }

    @Test
    void shouldRecordARefusalWhenDecidingFails() throws Exception {
        try (Engine engine = open()) {
            engine.submit(found(), Actor.ENGINE);
            script.broken = true;
            Outcome outcome = engine.submit(new Halt("x"), Actor.ENGINE);
            assertThat(outcome.refusal()).contains(Reason.UNDECIDED);
            assertThat(outcome.findings().toString()).doesNotContain("secret");
            assertThat(engine.<Long>read(s -> s.ledger().refused())).isEqualTo(1);
        }
    }

    @Test
    void shouldNeverLetEventTimeDecrease() throws Exception {
        try (Engine engine = open()) {
            engine.submit(found(), Actor.ENGINE);
            now = NOW.minusSeconds(3);
            engine.submit(new Halt("x"), Actor.ENGINE);
        }
        assertThat(memory.events).extracting(e -> e.draft().time()).isSorted();
    }

    @Test
    void shouldJournalALatchThatFellWhileNobodyWasThere() throws Exception {
        // given
        try (Engine engine = open()) {
            engine.submit(found(), Actor.ENGINE);
        }
        new HaltLatch(workspace).drop();

        // when
        try (Engine engine = open()) {
            // then
            assertThat(engine.<Boolean>read(s -> s.environment().isHalted())).isTrue();
        }
    }

    @Test
    void shouldRefuseAJournalThatLeadsElsewhere() throws Exception {
        // given an event whose recorded digest is not what this build makes of it
        try (Engine engine = open()) {
            engine.submit(found(), Actor.ENGINE);
        }
        Journal.Recorded last = memory.events.remove(1);
        Journal.Draft d = last.draft();
        memory.events.add(
                new Journal.Recorded(
                        2,
                        last.prev(),
                        last.digest(),
                        new Journal.Draft(
                                d.time(),
                                d.type(),
                                d.version(),
                                d.aggregate(),
                                d.before(),
                                Digest.ZERO,
                                d.data())));

        // then
        assertThatThrownBy(this::open).isInstanceOf(JournalUnusable.class);
    }
}
