package io.gatehouse.app.usecase;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.util.List;

/**
 * Makes what is derived from the journal anew. Opening the engine has completed the decision logs and
 * reconciled permits and latch; here the manifests of the archive follow.
 */
public final class RebuildDerived {

    private final Engine engine;

    public RebuildDerived(Engine engine) {
        this.engine = engine;
    }

    /** @return how many promotions there are */
    public int run() throws IOException {
        List<PromotionState> promotions = engine.read(state -> List.copyOf(state.promotions()));
        EvidenceArchive archive = new EvidenceArchive(engine.parts().workspace());
        for (PromotionState promotion : promotions) {
            archive.writeManifest(promotion);
        }
        return promotions.size();
    }
}
