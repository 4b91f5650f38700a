package io.gatehouse.app.engine;

import io.gatehouse.core.decide.Decision.Admitted;
import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.util.Optional;

/** Compares where the box left its machines with what the events made of the state. */
final class Landings {

    private static final String PROMOTION = "promotion/";

    private Landings() {}

    static Optional<Finding> difference(Admitted decision, InstallationView state) {
        for (Landing landing : decision.machines()) {
            Optional<String> actual = machine(landing.aggregate(), state);
            if (actual.isPresent() && !actual.get().equals(landing.state())) {
                return Optional.of(
                        Finding.of(
                                "engine-machine",
                                "box-and-state-differ",
                                landing.aggregate(),
                                landing.state(),
                                actual.get(),
                                "this is a fault of the program; keep the journal and report it"));
            }
        }
        return Optional.empty();
    }

    /** Empty for an aggregate that keeps no machine state of its own. */
    private static Optional<String> machine(String aggregate, InstallationView state) {
        if (aggregate.equals("environment")) {
            return Optional.of(state.environment().machine());
        }
        if (aggregate.startsWith(PROMOTION)) {
            return Optional.of(
                    state.promotion(new PromotionId(aggregate.substring(PROMOTION.length())))
                            .map(PromotionState::machine)
                            .orElse("no such promotion"));
        }
        return Optional.empty();
    }
}
