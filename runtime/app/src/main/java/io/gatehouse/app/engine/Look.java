package io.gatehouse.app.engine;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.state.PromotionState;
import java.util.List;
import java.util.Optional;

/**
 * A promotion's evidence as it was seen for one command, before the engine's lock was taken: the
 * bytes are read and digested beside the decisions of others. Good only while the promotion is the
 * very same.
 */
record Look(Optional<PromotionState> promotion, List<Observation> observations) {

    /** Nothing was looked at yet. */
    static final Look NONE = new Look(Optional.empty(), List.of());

    Look {
        observations = List.copyOf(observations);
    }

    /** Whether this is what the promotion, as it stands now, rests upon. */
    boolean isOf(PromotionState now) {
        // The object itself: a state that was changed and changed back is another moment.
        return promotion.filter(seen -> seen == now).isPresent();
    }
}
