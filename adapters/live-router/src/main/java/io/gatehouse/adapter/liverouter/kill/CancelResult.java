package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.venue.VenueId;

/**
 * What became of one order.
 *
 * @param attempts how many cancels were handed over
 */
public record CancelResult(VenueId venue, ClientOrderId order, Fate fate, int attempts) {

    /** What is known of it. */
    public enum Fate {
        /** Withdrawn by the venue. */
        CANCELLED,
        /** It had ended before: filled, cancelled, expired. */
        ENDED,
        /** The venue does not know it and it can no longer arrive there. */
        ABSENT,
        /** It was handed over, and the venue still lists it. */
        STILL_OPEN,
        /** No answer that says; a person must look at the venue. */
        UNKNOWN;

        /** Whether nothing more can happen to it. */
        public boolean gone() {
            return this == CANCELLED || this == ENDED || this == ABSENT;
        }
    }
}
