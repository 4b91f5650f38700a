package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The count of requests: admissions + refusals, without gaps; and what replay of an old request
 * would be recognised by.
 *
 * @param lastTime the latest event time; event time never decreases
 * @param recent digests of signed statements still within their life, with their time
 */
public record LedgerState(
        long admitted,
        long refused,
        long tailCuts,
        Instant lastTime,
        SortedMap<Digest, Instant> recent) {

    public static final LedgerState NEW =
            new LedgerState(0, 0, 0, Instant.EPOCH, new TreeMap<>());

    public LedgerState {
        recent = Collections.unmodifiableSortedMap(new TreeMap<>(recent));
    }

    /** Requests so far: every one was either admitted or refused. */
    public long requests() {
        return admitted + refused;
    }
}
