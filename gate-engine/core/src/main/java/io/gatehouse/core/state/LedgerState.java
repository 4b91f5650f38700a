package io.gatehouse.core.state;

import io.gatehouse.core.id.PersonId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The count of requests: admissions + refusals, without gaps; and what a replayed request is
 * recognised by.
 *
 * @param lastTime the latest event time; event time never decreases
 * @param lastSigned when each person's latest admitted statement was issued: an older or equal one
 *     is a replay. The state stays as small as the number of persons, however long the journal
 */
public record LedgerState(
        long admitted,
        long refused,
        long tailCuts,
        Instant lastTime,
        SortedMap<PersonId, Instant> lastSigned) {

    public static final LedgerState NEW = new LedgerState(0, 0, 0, Instant.EPOCH, new TreeMap<>());

    public LedgerState {
        lastSigned = Collections.unmodifiableSortedMap(new TreeMap<>(lastSigned));
    }

    /** Requests so far: every one was either admitted or refused. */
    public long requests() {
        return admitted + refused;
    }
}
