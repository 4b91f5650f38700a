package io.gatehouse.audit.log;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.Optional;

/**
 * What one line hands to the next: all that a verifier remembers.
 *
 * @param index of the last line, as it says itself, so that one gap is reported once
 * @param last digest of the last line's bytes; empty when they were too long to read
 * @param sequence of the last line that bears one; 0 before the first
 */
record ChainState(long index, Optional<Digest> last, long sequence, Optional<Instant> time) {

    static final ChainState START =
            new ChainState(0, Optional.of(Digest.ZERO), 0, Optional.empty());

    /** After a line whose bytes may be known but whose members are not. */
    ChainState unreadable(Optional<Digest> bytes) {
        return new ChainState(index + 1, bytes, sequence, time);
    }
}
