package io.gatehouse.app.engine;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.GovernanceEvent;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open promotions and the rules as the last decision left them, to be read without the engine's
 * lock. What is read here may not be durable yet and may be outdated at once: it serves to prepare
 * a decision, which checks it again, and is shown to nobody.
 */
final class Latest {

    /** A promotion that is open, and the definition by which it is judged. */
    record Open(PromotionState promotion, Optional<GateDefinition> gate) {

        private static Open of(PromotionState promotion, InstallationView state) {
            return new Open(promotion, state.definition(promotion.definition()));
        }
    }

    private final Map<PromotionId, Open> promotions = new ConcurrentHashMap<>();
    private volatile GovernanceState governance = GovernanceState.NEW;

    /** Takes over a whole state. */
    void take(InstallationView state) {
        promotions.clear();
        state.openPromotions()
                .forEach(promotion -> promotions.put(promotion.id(), Open.of(promotion, state)));
        governance = state.governance();
    }

    /** Takes over what events changed; called under the engine's lock. */
    void take(Iterable<Event> events, InstallationView state) {
        for (Event event : events) {
            if (event instanceof PromotionEvent of) {
                promotions.compute(
                        of.promotion(),
                        (id, before) ->
                                state.promotion(id)
                                        .filter(p -> !p.isFinal())
                                        .map(p -> Open.of(p, state))
                                        .orElse(null));
            } else if (event instanceof GovernanceEvent) {
                governance = state.governance();
            }
        }
    }

    Optional<Open> promotion(PromotionId id) {
        return Optional.ofNullable(promotions.get(id));
    }

    GovernanceState governance() {
        return governance;
    }
}
