package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;

/**
 * Where a decision stands: log, index from 1, digest of the line's canonical bytes, journal number.
 */
public record SealedLine(LogName log, long index, Digest digest, long seq) {}
