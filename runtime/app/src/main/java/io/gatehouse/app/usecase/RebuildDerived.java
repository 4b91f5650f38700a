package io.gatehouse.app.usecase;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes what is derived from the journal anew. Opening the engine has completed the decision logs
 * and reconciled permits and latch; here the database and the manifests of the archive follow.
 */
public final class RebuildDerived {

    private final Engine engine;

    public RebuildDerived(Engine engine) {
        this.engine = engine;
    }

    /**
     * @param promotions whose manifests were written
     * @param rows of the database by kind; empty when it could not be made
     */
    public record Rebuilt(int promotions, Optional<SortedMap<String, Long>> rows) {}

    public Rebuilt run() throws IOException {
        Optional<SortedMap<String, Long>> rows = engine.rebuildDerived();
        List<PromotionState> promotions = engine.read(state -> List.copyOf(state.promotions()));
        EvidenceArchive archive = new EvidenceArchive(engine.parts().workspace());
        for (PromotionState promotion : promotions) {
            archive.writeManifest(promotion);
        }
        return new Rebuilt(promotions.size(), rows);
    }
}
