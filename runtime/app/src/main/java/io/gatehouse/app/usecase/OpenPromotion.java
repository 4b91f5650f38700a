package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Release;
import java.time.ZoneOffset;
import java.util.Optional;

/** Begins a run of a gate for one release. */
public final class OpenPromotion {

    private final Desk desk;

    public OpenPromotion(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param id chosen by the person; without it {@code <gate>-<date>-<n>}, the first that is free
     */
    public Answer run(GateId gate, Optional<PromotionId> id, Release release) throws Unanswerable {
        PromotionId promotion = id.orElseGet(() -> free(gate));
        return desk.give(new Command.OpenPromotion(promotion, gate, release));
    }

    private PromotionId free(GateId gate) {
        String date =
                desk.engine().clock().instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
        return desk.engine()
                .read(
                        state -> {
                            for (int n = 1; ; n++) {
                                PromotionId id = new PromotionId(gate + "-" + date + "-" + n);
                                Optional<PromotionState> taken = state.promotion(id);
                                if (taken.isEmpty()) {
                                    return id;
                                }
                            }
                        });
    }
}
