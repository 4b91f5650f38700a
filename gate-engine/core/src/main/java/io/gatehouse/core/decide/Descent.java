package io.gatehouse.core.decide;

import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;

/**
 * The one group by which an environment goes down or stops, whoever asked for it: revoking lines,
 * the permit, what was on its way up, the move.
 */
final class Descent {

    private final Gatekeeper gate;
    private final Sealer sealer;

    Descent(Gatekeeper gate, Sealer sealer) {
        this.gate = gate;
        this.sealer = sealer;
    }

    /**
     * @param landing where the box went
     * @param cause events that come before
     */
    Ruling halt(Case c, String reason, Landing landing, List<Event> cause) {
        Revocations revocations = new Revocations(c, sealer);
        if (!c.state().environment().isHalted()) {
            revocations.takeBack(c.state().environment().current(), Environment.NONE, true, reason);
        }
        List<Event> events = new ArrayList<>(cause);
        List<Landing> landings = new ArrayList<>(List.of(landing));
        Revocations.permit(c, "halt", events);
        events.addAll(endPending(c, revocations, "halt: " + reason, landings));
        events.add(new EnvironmentHalted(revocations.reason(reason), c.now()));
        return new Ruling.Admit(revocations.lines(), events, landings);
    }

    /** As {@link #halt}, to a lower environment. */
    Ruling demote(Case c, Environment to, String reason, Landing landing, List<Event> cause) {
        Revocations revocations = new Revocations(c, sealer);
        Environment[] all = Environment.values();
        for (int e = all.length - 1; to.isLowerThan(all[e]); e--) {
            revocations.takeBack(all[e], to, false, reason);
        }
        List<Event> events = new ArrayList<>(cause);
        List<Landing> landings = new ArrayList<>(List.of(landing));
        Revocations.permit(c, "demotion to " + to, events);
        events.addAll(endPending(c, revocations, "demotion: " + reason, landings));
        events.add(new EnvironmentDemoted(to, revocations.reason(reason), c.now()));
        return new Ruling.Admit(revocations.lines(), events, landings);
    }

    /** What was on its way up ends here: HALT and demotion win over anything pending. */
    private List<Event> endPending(
            Case c, Revocations revocations, String reason, List<Landing> landings) {
        List<Event> events = new ArrayList<>();
        for (PromotionState promotion : c.state().openPromotions()) {
            Answer answer = gate.promotion(c.state(), promotion, Triggers.HALT, Guard.OPEN);
            if (answer.isAdmitted()) {
                c.state()
                        .definition(promotion.definition())
                        .ifPresent(d -> revocations.takeBack(promotion, d, true, reason));
                events.add(
                        new PromotionEnded(
                                promotion.id(),
                                GateMachine.HALTED,
                                Triggers.HALT,
                                reason,
                                c.now()));
                landings.add(answer.landing());
            }
        }
        return events;
    }
}
