package io.gatehouse.app.keeper;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.Settler;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Reverify;
import io.gatehouse.core.decide.Decider;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.InstallationView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks again, in rounds, at what the environment in force rests upon, and renews its lease only
 * after that (ADR 0015, ADR 0046).
 *
 * <p>It has no thread of its own: whoever holds the engine calls it, and sleeps as long as a round
 * says. {@link #guard} never runs an action and comes back soon; {@link #settle} runs actions,
 * which may take as long as their definitions allow. {@link #round} does both: who cannot have a
 * lease wait for an action calls the two from two threads. Thread-safe, also against commands that
 * are submitted meanwhile: a decision is the engine's and is made under its lock.
 */
public final class Keeper {

    /** A halt latch is followed within this time. */
    public static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final Engine engine;
    private final Settler settler;
    private final Object guarding = new Object();
    private final Object settling = new Object();

    private Optional<Watch> last = Optional.empty();
    private boolean behindSaid;

    /** When something was last verified, and what the verdict was about. */
    private record Watch(Instant at, String environment, GovernanceState law) {}

    public Keeper(Engine engine) {
        this.engine = engine;
        this.settler = new Settler(engine);
    }

    /**
     * One round.
     *
     * @param outcomes of the engine's own commands, in order; empty when nothing was to be done
     * @param next how long to sleep before the next round, at most {@link #LONGEST_SLEEP}
     */
    public record Round(Instant at, List<Outcome> outcomes, Duration next) {
        public Round {
            outcomes = List.copyOf(outcomes);
        }
    }

    /**
     * Follows a halt latch, verifies again when that is due, then goes on with whatever can go on
     * without a person and ends what has rested too long.
     *
     * @throws EngineStopped when the engine cannot go on; with findings when the history on the
     *     disk is not the one that was written: everything is halted then
     */
    public Round round() throws InterruptedException {
        Round guarded = guard();
        List<Outcome> outcomes = new ArrayList<>(guarded.outcomes());
        outcomes.addAll(settle());
        return new Round(guarded.at(), outcomes, guarded.next());
    }

    /** The part of a round that may not wait: the latch, the re-verification, the lease. */
    public Round guard() {
        synchronized (guarding) {
            List<Outcome> outcomes = new ArrayList<>();
            engine.followLatch().ifPresent(outcomes::add);
            Instant now = engine.parts().clock().instant();
            if (isBehind(now)) {
                sayBehind().ifPresent(outcomes::add);
            } else {
                behindSaid = false;
                if (isDue(now)) {
                    outcomes.addAll(verify(now));
                }
            }
            return new Round(now, outcomes, next(now));
        }
    }

    /** The part of a round that may run actions. */
    public List<Outcome> settle() throws InterruptedException {
        synchronized (settling) {
            return isBehind(engine.parts().clock().instant())
                    ? List.of()
                    : settler.goOn().outcomes();
        }
    }

    private boolean isBehind(Instant now) {
        return engine.read(
                state -> now.plus(Decider.CLOCK_TOLERANCE).isBefore(state.ledger().lastTime()));
    }

    /** Nothing is renewed by a clock that went back; one refusal says so, not one in each round. */
    private Optional<Outcome> sayBehind() {
        if (behindSaid || !engine.read(Keeper::isActive)) {
            return Optional.empty();
        }
        behindSaid = true;
        return Optional.of(engine.submit(new Reverify(), Actor.ENGINE));
    }

    private static boolean isActive(InstallationView state) {
        return state.environment().current() != Environment.NONE;
    }

    private boolean isDue(Instant now) {
        return engine.read(
                state ->
                        isActive(state)
                                && last.filter(
                                                watch ->
                                                        watch.environment().equals(standing(state))
                                                                && watch.law()
                                                                        .equals(state.governance())
                                                                && !now.isBefore(watch.at())
                                                                && now.isBefore(
                                                                        watch.at()
                                                                                .plus(
                                                                                        interval(
                                                                                                state))))
                                        .isEmpty());
    }

    /** A grant that came, or rules that changed, are looked at without waiting. */
    private static String standing(InstallationView state) {
        return state.environment().machine() + "@" + state.environment().since();
    }

    private static Duration interval(InstallationView state) {
        GrantRecord grant = state.environment().grants().get(state.environment().current());
        return Optional.ofNullable(grant)
                .flatMap(g -> state.definition(g.definition()))
                .map(GateDefinition::reverify)
                .orElse(GateDefinition.REVERIFY);
    }

    private List<Outcome> verify(Instant now) {
        engine.requireHistory();
        List<Outcome> outcomes = new ArrayList<>();
        Environment before = engine.read(state -> state.environment().current());
        outcomes.add(engine.submit(new Reverify(), Actor.ENGINE));
        boolean lower =
                engine.read(
                        state ->
                                isActive(state)
                                        && state.environment().current().isLowerThan(before));
        if (lower) {
            // as after every move down: the permit of where it stands now, if that holds
            outcomes.add(engine.submit(new RenewPermit(), Actor.ENGINE));
        }
        last =
                engine.read(
                        state -> Optional.of(new Watch(now, standing(state), state.governance())));
        return outcomes;
    }

    private Duration next(Instant now) {
        Duration due =
                engine.read(
                        state ->
                                last.filter(watch -> isActive(state))
                                        .map(
                                                watch ->
                                                        Duration.between(
                                                                now,
                                                                watch.at().plus(interval(state))))
                                        .orElse(LONGEST_SLEEP));
        if (due.isNegative() || due.compareTo(LONGEST_SLEEP) > 0) {
            return LONGEST_SLEEP;
        }
        return due;
    }
}
