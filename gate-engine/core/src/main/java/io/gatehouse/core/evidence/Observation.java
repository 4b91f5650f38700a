package io.gatehouse.core.evidence;

import io.gatehouse.core.digest.DigestPair;
import java.util.Optional;

/**
 * A recorded item, looked at again: its digests taken anew from the bytes.
 *
 * @param now the digests as they are, or empty when the file could not be read
 * @param problem why it could not be read or its bytes not loaded; empty text when all is well
 * @param content the bytes, or empty for secrets, unreadable files and files over the size limit
 */
public record Observation(
        EvidenceItem item, Optional<DigestPair> now, String problem, Optional<Content> content) {

    /** Whether the bytes are still those that were recorded. */
    public boolean isUnchanged() {
        return now.filter(item.digests()::equals).isPresent();
    }
}
