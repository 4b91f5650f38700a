package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.LedgerEvent;
import java.time.Instant;

/**
 * Bytes that were moved from the end of a segment to quarantine: a write that was never
 * acknowledged.
 *
 * @param segment file name
 * @param offset where the cut was made
 * @param length bytes moved
 * @param digest of the bytes moved
 */
public record TailCut(String segment, long offset, long length, Digest digest) {

    /** The event that tells of it. */
    public LedgerEvent.TailCut event(Instant at) {
        return new LedgerEvent.TailCut(segment, offset, length, digest, at);
    }
}
