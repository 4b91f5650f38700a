package io.gatehouse.app.review;

import io.gatehouse.audit.fsck.DecisionLogs;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Port: a history that is looked at and never written to, a workspace's or a pack's. Used by one
 * thread.
 */
public interface History extends AutoCloseable {

    /** Segments and head of the journal. */
    JournalFiles journal();

    /** The decision logs and their heads. */
    DecisionLogs logs();

    /** The engine's keys, with secrets only where they are at hand. */
    OpenKeyRing keys();

    /**
     * The archived bytes of a piece of evidence; empty when there are none, as for key material,
     * which is never archived. The caller closes the stream.
     */
    Optional<InputStream> archived(PromotionState promotion, EvidenceItem item) throws IOException;

    default CommitKeys commitKeys() {
        return CommitKeys.of(keys());
    }

    @Override
    void close() throws IOException;
}
