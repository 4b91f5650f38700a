package io.gatehouse.app.engine;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Command.OnPromotion;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine's own refusals: faults of the program, put on record like any other refusal. */
final class Refusals {

    private Refusals() {}

    static Finding decideFailed(Command command, RuntimeException cause) {
        return Finding.of(
                "engine-decide",
                "decide-failed",
                command.subject(),
                "a decision",
                cause.getClass().getSimpleName(),
                "this is a fault of the program; keep the journal and report it");
    }

    static Decision undecided(
            InstallationView state, Command command, Actor actor, Instant asOf, Finding finding) {
        Instant last = state.ledger().lastTime();
        Event refused = refused(command, actor, finding, asOf.isBefore(last) ? last : asOf);
        return new Decision.Refused(List.of(refused), Reason.UNDECIDED, List.of(finding));
    }

    /**
     * The record of a decision that was thrown away, and the end of what it was about: the
     * promotion while nothing of it is sealed, everything otherwise.
     */
    static List<Event> halting(
            InstallationView state, Command command, Finding finding, Instant at) {
        Event refused = refused(command, Actor.ENGINE, finding, at);
        Optional<PromotionState> promotion =
                command instanceof OnPromotion p
                        ? state.promotion(p.promotion())
                                .filter(s -> GateMachine.isOpen(s.machine()))
                        : Optional.empty();
        if (promotion.isPresent()) {
            return List.of(
                    refused,
                    new PromotionEnded(
                            promotion.get().id(),
                            GateMachine.HALTED,
                            Triggers.HALT,
                            finding.rule() + ": " + finding.code(),
                            at));
        }
        return List.of(refused, new EnvironmentHalted(finding.rule() + ": " + finding.code(), at));
    }

    private static Event refused(Command command, Actor actor, Finding finding, Instant at) {
        return new CommandRefused(
                command.name(),
                actor.label(),
                command.subject(),
                Digest.of(command.toJson()),
                actor.signed(),
                false,
                List.of(finding),
                at);
    }
}
