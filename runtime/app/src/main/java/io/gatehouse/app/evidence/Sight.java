package io.gatehouse.app.evidence;

import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.state.PromotionState;

/** Port: how recorded evidence is looked at again; never throws for what it finds. */
public interface Sight {

    /** The item where it was recorded. */
    Observation recorded(PromotionState promotion, EvidenceItem item);

    /** The item as it was archived. */
    Observation archived(PromotionState promotion, EvidenceItem item);
}
