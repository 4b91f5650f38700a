package io.gatehouse.app.engine;

import io.gatehouse.app.port.Projection.Job;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.AbortPromotion;
import io.gatehouse.core.command.Command.Activate;
import io.gatehouse.core.command.Command.AssessStep;
import io.gatehouse.core.command.Command.ExpirePromotion;
import io.gatehouse.core.command.Command.GrantPromotion;
import io.gatehouse.core.command.Command.Propose;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.GateMachine.Phase;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Does what follows from admitted commands without anybody asking: runs intended actions, assesses
 * what was collected, freezes the entry, activates and grants what was sealed.
 *
 * <p>What follows is read from the state alone, so a restart goes on where a crash stopped. One
 * command is given at most once in the same situation: a refusal waits for somebody to change it.
 * Thread-safe: one thread at a time goes on with a promotion ({@link Turns}).
 */
public final class Settler {

    /** A refusal may also rest on files: after this long the same command is given once more. */
    private static final Duration AGAIN = Duration.ofMinutes(15);

    /** How long to wait for another thread that goes on with the same promotion. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Engine engine;
    private final Actions actions;
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

    /** One settler remembers what was refused, and does not ask again before something changed. */
    public Settler(Engine engine) {
        this.engine = engine;
        this.actions = new Actions(engine);
    }

    /**
     * What was done.
     *
     * @param outcomes of the engine's own commands, in order
     */
    public record Report(List<Outcome> outcomes) {
        public Report {
            outcomes = List.copyOf(outcomes);
        }

        /** The last outcome that was a refusal, if the last one was. */
        public Optional<Outcome> refusal() {
            return outcomes.isEmpty()
                    ? Optional.empty()
                    : Optional.of(outcomes.get(outcomes.size() - 1)).filter(o -> !o.isAdmitted());
        }
    }

    /**
     * After a start: lost actions are named so, old promotions expire, and what was intended or
     * sealed goes on. What waits for persons is left alone, so that a start adds no request to the
     * ledger.
     */
    public Report recover() throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (PromotionId id : open()) {
            outcomes.addAll(inTurn(id, sequence -> actions.recover(id, sequence)));
        }
        Instant now = engine.parts().clock().instant();
        List<PromotionId> underWay = new ArrayList<>();
        for (PromotionId id : open()) {
            if (engine.peek(state -> isExpired(state, id, now))) {
                outcomes.add(engine.submit(new ExpirePromotion(id), Actor.ENGINE));
            } else if (engine.peek(state -> isUnderWay(state, id))) {
                underWay.add(id);
            }
        }
        for (PromotionId id : underWay) {
            outcomes.addAll(inTurn(id, sequence -> goOn(id, sequence)));
        }
        return new Report(outcomes);
    }

    /** Everything that can go on without a person, and a permit that is about to end. */
    public Report settleAll() throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>(goOn().outcomes());
        Instant soon = engine.parts().clock().instant().plus(Decider.PERMIT_RENEWAL);
        if (engine.peek(state -> endsBefore(state, soon))) {
            outcomes.add(engine.submit(new RenewPermit(), Actor.ENGINE));
        }
        return new Report(outcomes);
    }

    /**
     * Everything that can go on without a person, assessments included. Called again and again by
     * one settler it adds nothing to the journal while nothing changes.
     */
    public Report goOn() throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>(recover().outcomes());
        for (PromotionId id : open()) {
            outcomes.addAll(inTurn(id, sequence -> goOn(id, sequence)));
        }
        return new Report(outcomes);
    }

    /** Only a permit in force is renewed: what a person took back stays taken back. */
    private static boolean endsBefore(InstallationView state, Instant soon) {
        return state.environment()
                .permit()
                .filter(permit -> permit.revoked().isEmpty())
                .flatMap(permit -> permit.permit().text("expires"))
                .filter(expires -> Instant.parse(expires).isBefore(soon))
                .isPresent();
    }

    private static boolean isUnderWay(InstallationView state, PromotionId id) {
        Optional<PromotionState> promotion = state.promotion(id).filter(p -> !p.isFinal());
        String machine = promotion.map(PromotionState::machine).orElse("");
        return promotion.flatMap(Settler::intended).isPresent()
                || machine.equals(GateMachine.SEALED)
                || machine.equals(GateMachine.ACTIVATING);
    }

    private List<PromotionId> open() {
        return engine.peek(s -> s.openPromotions().stream().map(PromotionState::id).toList());
    }

    private static boolean isExpired(InstallationView state, PromotionId id, Instant now) {
        PromotionState promotion = state.promotion(id).orElseThrow();
        return GateMachine.isOpen(promotion.machine())
                && state.definition(promotion.definition())
                        .map(gate -> promotion.touched().plus(gate.expiresAfter()))
                        .filter(end -> !now.isBefore(end))
                        .isPresent();
    }

    /** Work on one promotion. */
    @FunctionalInterface
    private interface Work {
        List<Outcome> run(CommandSequence sequence) throws InterruptedException;
    }

    /** Leaves the promotion to whoever has it, or is about to: what they leave is done later. */
    private List<Outcome> inTurn(PromotionId id, Work work) throws InterruptedException {
        if (!engine.turns().takeIdle(id)) {
            return List.of();
        }
        try (CommandSequence sequence = engine.sequence()) {
            return work.run(sequence);
        } finally {
            engine.turns().leave(id);
        }
    }

    /**
     * Goes on with one promotion until it needs a person, or has ended. When another thread does so
     * and is not through soon, nothing is done here: that thread reads the state anew and goes on.
     *
     * @param sequence in which it is done; the outcomes are told when that has landed
     */
    Report settle(PromotionId id, CommandSequence sequence) throws InterruptedException {
        if (!engine.turns().take(id, PATIENCE)) {
            return new Report(List.of());
        }
        try {
            return new Report(goOn(id, sequence));
        } finally {
            engine.turns().leave(id);
        }
    }

    private List<Outcome> goOn(PromotionId id, CommandSequence sequence)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Attempt> tried = new ArrayList<>();
        while (true) {
            Standing standing = sequence.read(state -> standing(state, id));
            if (standing.job().isPresent()) {
                Job job = standing.job().get();
                String start = "start " + job.key();
                if (wasRefused(() -> start)) {
                    return outcomes;
                }
                List<Outcome> ran = actions.run(job, sequence);
                outcomes.addAll(ran);
                if (actions.isIntended(job)) {
                    if (ran.stream().anyMatch(outcome -> !outcome.isAdmitted())) {
                        // Asked again in each round it would fill the journal with refusals.
                        refused.put(start, engine.parts().clock().instant());
                    }
                    return outcomes;
                }
                continue;
            }
            if (standing.next().isEmpty()) {
                return outcomes;
            }
            Attempt attempt = standing.next().get();
            if (wasRefused(attempt::text) || tried.stream().anyMatch(attempt::isAgain)) {
                return outcomes;
            }
            tried.add(attempt);
            Outcome outcome = sequence.submit(attempt.command(), Actor.ENGINE);
            outcomes.add(outcome);
            if (!outcome.isAdmitted()) {
                refused.put(attempt.text(), engine.parts().clock().instant());
            }
            if (!outcome.isAdmitted() && isAfterSeal(attempt.command())) {
                // A line that stands in the log without its grant is taken back (section 5).
                outcomes.add(sequence.submit(new AbortPromotion(id, why(outcome)), Actor.ENGINE));
            }
        }
    }

    private boolean wasRefused(Supplier<String> attempt) {
        if (refused.isEmpty()) {
            return false;
        }
        Instant now = engine.parts().clock().instant();
        refused.values().removeIf(at -> now.isBefore(at) || !now.isBefore(at.plus(AGAIN)));
        return refused.containsKey(attempt.get());
    }

    /** Where a promotion stands, as one reading of the state shows it. */
    private record Standing(Optional<Job> job, Optional<Attempt> next) {}

    /** A command and the situation in which it would be given. */
    private record Attempt(Command command, PromotionState promotion) {

        /** Asked for when there is something to compare it with: it takes long to write. */
        String text() {
            return command + "@" + situation(promotion);
        }

        boolean isAgain(Attempt other) {
            return command.equals(other.command()) && text().equals(other.text());
        }
    }

    private static Standing standing(InstallationView state, PromotionId id) {
        Optional<PromotionState> promotion = state.promotion(id).filter(p -> !p.isFinal());
        Optional<Job> job = promotion.flatMap(Settler::intended);
        return new Standing(
                job,
                job.isPresent()
                        ? Optional.empty()
                        : promotion.flatMap(p -> next(state, p).map(c -> new Attempt(c, p))));
    }

    private static boolean isAfterSeal(Command command) {
        return command instanceof Activate || command instanceof GrantPromotion;
    }

    private static String why(Outcome outcome) {
        return outcome.findings().stream()
                .findFirst()
                .map(f -> f.rule() + " " + f.code() + ": " + f.subject())
                .orElse("refused");
    }

    private static Optional<Job> intended(PromotionState promotion) {
        for (Map.Entry<String, ActionState> slot : Actions.slots(promotion).entrySet()) {
            if (slot.getValue().phase() == ActionState.Phase.INTENDED) {
                return Optional.of(new Job(slot.getValue().key(), promotion.id(), slot.getKey()));
            }
        }
        return Optional.empty();
    }

    /** The command that follows from where the promotion stands, or none when a person is next. */
    private static Optional<Command> next(InstallationView state, PromotionState promotion) {
        PromotionId id = promotion.id();
        return switch (promotion.machine()) {
            case GateMachine.COMPLETE -> Optional.of(new Propose(id));
            case GateMachine.PROPOSED -> Optional.empty();
            case GateMachine.SEALED -> Optional.of(new Activate(id));
            case GateMachine.ACTIVATING -> afterActivation(promotion);
            default -> collected(state, promotion).map(step -> new AssessStep(id, step));
        };
    }

    private static Optional<StepId> collected(InstallationView state, PromotionState promotion) {
        Optional<GateDefinition> gate = state.definition(promotion.definition());
        return gate.stream()
                .flatMap(g -> g.steps().stream())
                .map(StepDefinition::id)
                .filter(s -> GateMachine.state(s, Phase.COLLECTED).equals(promotion.machine()))
                .findFirst();
    }

    private static Optional<Command> afterActivation(PromotionState promotion) {
        for (ActionState action : promotion.activations().values()) {
            switch (action.phase()) {
                case SUCCEEDED -> {}
                case FAILED, UNKNOWN -> {
                    // What may be half armed is not granted: the line is revoked (section 5).
                    return Optional.of(
                            new AbortPromotion(
                                    promotion.id(), "an activation ended " + action.phase()));
                }
                case INTENDED, STARTED -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(new GrantPromotion(promotion.id()));
    }

    /** Everything upon which the engine's next command could be answered differently. */
    private static String situation(PromotionState promotion) {
        return String.join(
                "|",
                promotion.machine(),
                promotion.evidenceRoot().value(),
                String.valueOf(promotion.steps().hashCode()),
                String.valueOf(promotion.waivers().hashCode()),
                String.valueOf(promotion.activations().hashCode()));
    }
}
