package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.app.evidence.EvidenceIntake;
import io.gatehouse.app.evidence.ReadEvidence;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.AttachEvidence;
import io.gatehouse.core.command.Command.Demote;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/** The engine of this very process, which holds the writer lock. */
public final class LocalAccess implements EngineAccess {

    private final Engine engine;
    private final Settler settler;
    private final EvidenceIntake intake;
    private final boolean owned;

    private LocalAccess(Engine engine, boolean owned) {
        this.engine = engine;
        this.settler = new Settler(engine);
        this.intake = new EvidenceIntake(engine.parts().workspace(), engine.parts().clock());
        this.owned = owned;
    }

    /** For an engine that somebody else closes. */
    public static LocalAccess to(Engine engine) {
        return new LocalAccess(engine, false);
    }

    /** Closing it closes the engine. */
    public static LocalAccess owning(Engine engine) {
        return new LocalAccess(engine, true);
    }

    @Override
    public Workspace workspace() {
        return engine.parts().workspace();
    }

    @Override
    public InstantSource clock() {
        return engine.parts().clock();
    }

    @Override
    public JournalPosition position() {
        return engine.position();
    }

    @Override
    public <T> T read(Function<InstallationView, T> reader) {
        return engine.read(reader);
    }

    @Override
    public LogFact verify(LogName log) {
        return engine.read(state -> engine.parts().logs().verify(log, state));
    }

    @Override
    public Handled submit(Command command, Actor actor) {
        return submit(command, actor, state -> {});
    }

    /** What has to hold of the state, under the engine's lock, for a command to be decided. */
    @FunctionalInterface
    public interface Condition {

        /**
         * @throws RuntimeException when it does not hold; nothing is decided then
         */
        void require(InstallationView state);
    }

    /** As {@link #submit(Command, Actor)}, on a condition. */
    public Handled submit(Command command, Actor actor, Condition condition) {
        Optional<PromotionId> about =
                command instanceof OnPromotion on ? Optional.of(on.promotion()) : Optional.empty();
        about.ifPresent(engine.turns()::announce);
        ReadEvidence read = new ReadEvidence();
        try {
            if (command instanceof AttachEvidence attach) {
                takeIn(attach, read);
            }
            return inSequence(command, actor, condition, about, read);
        } finally {
            about.ifPresent(engine.turns()::withdraw);
        }
    }

    /** The command and what the engine does upon it wait for the disk once, before the answer. */
    private Handled inSequence(
            Command command,
            Actor actor,
            Condition condition,
            Optional<PromotionId> about,
            ReadEvidence read) {
        try (CommandSequence sequence = engine.sequence(read)) {
            Outcome outcome = sequence.submit(command, actor, condition::require);
            return new Handled(
                    outcome, outcome.isAdmitted() ? follow(sequence, command, about) : List.of());
        }
    }

    /**
     * The process that writes archives what it reads itself: what the person's process said about
     * the bytes is compared with them, and never believed.
     */
    private void takeIn(AttachEvidence command, ReadEvidence read) {
        Optional<PromotionState> promotion =
                engine.peek(state -> state.promotion(command.promotion()));
        promotion
                .flatMap(p -> engine.peek(state -> state.definition(p.definition())))
                .flatMap(gate -> gate.step(command.step()))
                .ifPresent(
                        step -> {
                            List<Finding> against =
                                    intake.take(promotion.get(), step, command.items(), read);
                            if (!against.isEmpty()) {
                                throw new RequestRefused(
                                        Reason.REFUSED, "not every file can be evidence", against);
                            }
                        });
    }

    private List<Outcome> follow(
            CommandSequence sequence, Command command, Optional<PromotionId> about) {
        if (about.isPresent()) {
            return uninterrupted(() -> settler.settle(about.get(), sequence));
        }
        // After a move down: the permit of where the installation stands now, when all that its
        // grant rests on still holds. When it does not, the refusal is journalled and there is no
        // permit; the move down itself stands.
        boolean moved = command instanceof Demote || command instanceof Resume;
        if (moved && sequence.read(s -> s.environment().current() != Environment.NONE)) {
            Outcome renewed = sequence.submit(new RenewPermit(), Actor.ENGINE);
            return renewed.isAdmitted() ? List.of(renewed) : List.of();
        }
        return List.of();
    }

    @Override
    public List<Outcome> settle() {
        return uninterrupted(settler::settleAll);
    }

    /** Work of the settler. */
    @FunctionalInterface
    private interface Settling {
        Settler.Report run() throws InterruptedException;
    }

    private static List<Outcome> uninterrupted(Settling settling) {
        try {
            return settling.run().outcomes();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineStopped("interrupted; a restart goes on from the journal", e);
        }
    }

    @Override
    public Rebuilt rebuild() {
        Optional<SortedMap<String, Long>> rows = engine.rebuildDerived();
        List<PromotionState> promotions = engine.read(state -> List.copyOf(state.promotions()));
        EvidenceArchive archive = new EvidenceArchive(workspace());
        try {
            for (PromotionState promotion : promotions) {
                archive.writeManifest(promotion);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new Rebuilt(promotions.size(), rows);
    }

    /** The engine itself, for what only its own process does. */
    public Engine engine() {
        return engine;
    }

    @Override
    public void close() {
        if (owned) {
            engine.close();
        }
    }
}
