package io.gatehouse.embedded;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.store.Present;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The aggregates that a group touched, as it left them; unlike the state, this can be kept. */
record Touched(
        EnvironmentState environment,
        Map<PromotionId, PromotionState> promotions,
        Map<Digest, GateDefinition> definitions)
        implements Present {

    private static final String PROMOTION = "promotion/";

    static Touched by(List<Draft> group, InstallationView state) {
        Map<PromotionId, PromotionState> promotions = new HashMap<>();
        Map<Digest, GateDefinition> definitions = new HashMap<>();
        for (Draft draft : group) {
            String aggregate = draft.aggregate().value();
            if (aggregate.startsWith(PROMOTION)) {
                state.promotion(new PromotionId(aggregate.substring(PROMOTION.length())))
                        .ifPresent(promotion -> promotions.put(promotion.id(), promotion));
            }
        }
        for (PromotionState promotion : promotions.values()) {
            state.definition(promotion.definition())
                    .ifPresent(definition -> definitions.put(definition.digest(), definition));
        }
        return new Touched(state.environment(), promotions, definitions);
    }

    @Override
    public Optional<PromotionState> promotion(PromotionId id) {
        return Optional.ofNullable(promotions.get(id));
    }

    @Override
    public Optional<GateDefinition> definition(Digest digest) {
        return Optional.ofNullable(definitions.get(digest));
    }
}
