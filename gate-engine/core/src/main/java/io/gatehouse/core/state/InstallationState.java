package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;

/** The state of one installation: the fold of its events. */
public abstract class InstallationState implements InstallationView {

    /** The state before the first event. */
    public static InstallationState empty() {
        throw new IllegalStateException("state under construction");
    }

    /** Takes one event into account. */
    public abstract void apply(Event event);

    /** SHA-384 of the canonical form of one aggregate; ZERO for one that no event has touched. */
    public abstract Digest digestOf(AggregateId aggregate);

    /** The Merkle root over all aggregates. */
    public abstract Digest root();
}
