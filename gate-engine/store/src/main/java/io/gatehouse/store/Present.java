package io.gatehouse.store;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;

/** What the rows of the present are made from: a whole state, or what one group touched of it. */
public interface Present {

    EnvironmentState environment();

    Optional<PromotionState> promotion(PromotionId id);

    Optional<GateDefinition> definition(Digest digest);

    /** A view on a state; as good as the state is. */
    static Present of(InstallationView state) {
        return new Present() {
            @Override
            public EnvironmentState environment() {
                return state.environment();
            }

            @Override
            public Optional<PromotionState> promotion(PromotionId id) {
                return state.promotion(id);
            }

            @Override
            public Optional<GateDefinition> definition(Digest digest) {
                return state.definition(digest);
            }
        };
    }
}
