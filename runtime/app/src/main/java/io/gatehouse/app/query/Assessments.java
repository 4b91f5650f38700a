package io.gatehouse.app.query;

import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The last verdict on each promotion, picked from the journal while it is read. */
public final class Assessments implements Consumer<Recorded> {

    private final Map<PromotionId, Assessed> last = new HashMap<>();

    @Override
    public void accept(Recorded recorded) {
        Draft draft = recorded.draft();
        if (!draft.type().equals("ASSESSED")) {
            return;
        }
        try {
            if (EventCodec.decode(draft.type(), draft.version(), draft.data())
                    instanceof Assessed assessed) {
                last.put(assessed.promotion(), assessed);
            }
        } catch (CodecFault e) {
            // The loader refuses the journal for it; there is nothing to pick here.
            return;
        }
    }

    public Optional<Assessed> of(PromotionId promotion) {
        return Optional.ofNullable(last.get(promotion));
    }
}
