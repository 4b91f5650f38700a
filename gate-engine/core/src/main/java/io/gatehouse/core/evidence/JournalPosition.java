package io.gatehouse.core.evidence;

import io.gatehouse.core.digest.Digest;

/**
 * A place in a journal: the last event that is durable.
 *
 * @param seq the event's number, from 1; 0 for an empty journal
 * @param digest SHA-384 of the event's canonical bytes; {@link Digest#ZERO} for an empty journal
 */
public record JournalPosition(long seq, Digest digest) {

    public static final JournalPosition START = new JournalPosition(0, Digest.ZERO);

    @Override
    public String toString() {
        return seq + ":" + digest;
    }
}
