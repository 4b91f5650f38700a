package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;

/** How far a decision log reaches: its number of lines and the digest of the last. */
public record LogState(LogName name, long length, Digest last) {

    public static LogState empty(LogName name) {
        return new LogState(name, 0, Digest.ZERO);
    }
}
