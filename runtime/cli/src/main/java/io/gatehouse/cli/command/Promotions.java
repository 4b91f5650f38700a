package io.gatehouse.cli.command;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.PromotionState;
import java.util.List;
import java.util.Optional;

/** Finds promotions by their id. */
final class Promotions {

    private Promotions() {}

    static PromotionState find(ReadOnlyInstallation installation, String id) throws Unanswerable {
        PromotionId promotion;
        try {
            promotion = new PromotionId(id);
        } catch (IllegalArgumentException e) {
            throw Unanswerable.usage(String.valueOf(e.getMessage()));
        }
        return installation
                .state()
                .promotion(promotion)
                .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-promotion", id)));
    }

    /** The journalled canonical entry of the last decision of the same log, for comparison. */
    static Optional<JsonObject> lastDecision(
            ReadOnlyInstallation installation, PromotionState promotion) {
        Optional<JsonObject> last = Optional.empty();
        Optional<GateDefinition> gate = installation.state().definition(promotion.definition());
        if (gate.isEmpty()) {
            return last;
        }
        for (LineAppended line : installation.lines().getOrDefault(gate.get().log(), List.of())) {
            boolean decision = line.line().text("kind").equals(Optional.of("decision"));
            boolean own = line.line().text("promotion").equals(Optional.of(promotion.id().value()));
            if (decision && !own) {
                last = Optional.of(line.line());
            }
        }
        return last;
    }
}
