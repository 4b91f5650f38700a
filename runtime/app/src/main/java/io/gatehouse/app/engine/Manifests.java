package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the manifests of archived evidence, each promotion's in order although commands wait for
 * the disk side by side: a list that was overtaken by a newer one is not written. What counts is in
 * the journal; the manifest is a convenience of the archive. Thread-safe.
 */
final class Manifests {

    /** Commands that are under way at one time are far fewer. */
    private static final int REMEMBERED = 1_000;

    private final EvidenceArchive archive;
    private final Map<PromotionId, Turn> turns =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<PromotionId, Turn> eldest) {
                    return size() > REMEMBERED;
                }
            };

    Manifests(EvidenceArchive archive) {
        this.archive = archive;
    }

    /** Who may write, and what was written last. */
    private static final class Turn {
        private long written;
    }

    /**
     * @param seq of the group that led to this state
     */
    void write(PromotionState promotion, long seq) throws IOException {
        Turn turn;
        synchronized (turns) {
            turn = turns.computeIfAbsent(promotion.id(), id -> new Turn());
        }
        synchronized (turn) {
            if (turn.written < seq) {
                archive.writeManifest(promotion);
                turn.written = seq;
            }
        }
    }
}
