package io.gatehouse.core.state;

import java.time.Instant;

/**
 * Where one action stands; two-phase, so that a crash can never run it twice in silence.
 *
 * @param key digest of promotion, slot, attempt, adapter, parameters and inputs
 */
public record ActionState(String key, int attempt, Phase phase, Instant since) {

    /** INTENDED is durable before the job is queued, STARTED before the adapter is called. */
    public enum Phase {
        INTENDED,
        STARTED,
        SUCCEEDED,
        FAILED,
        UNKNOWN
    }

    public ActionState to(Phase next, Instant at) {
        return new ActionState(key, attempt, next, at);
    }
}
