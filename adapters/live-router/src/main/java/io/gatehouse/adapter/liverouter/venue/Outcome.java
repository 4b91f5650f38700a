package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.OrderReport;

/**
 * What is known after an attempt to place an order.
 *
 * <p>Only an answer that the venue gave and that could be read is definitive. A timeout, a lost
 * connection, a server error, an answer that cannot be parsed: the order may or may not be in the
 * book, and nothing else may be sent for it until that is known.
 */
public sealed interface Outcome {

    /** It is in the book, or was filled at once. */
    record Accepted(OrderReport report) implements Outcome {}

    /**
     * The venue refused it, definitively: it is not in the book and never will be.
     *
     * @param code the venue's own code
     */
    record Refused(Refusal refusal, String code, String detail) implements Outcome {}

    /** It may be in the book. */
    record Unknown(Doubt doubt, String detail) implements Outcome {}

    /** Whether the same order could be accepted later or elsewhere. */
    enum Refusal {
        /**
         * The order itself is wrong: price, lot, notional, permission. No venue should be asked
         * again.
         */
        PERMANENT,
        /** The venue cannot take it now: maintenance, rate limit, no balance there. Another may. */
        TRANSIENT
    }

    /** Why it is not known. */
    enum Doubt {
        TIMEOUT,
        DISCONNECTED,
        SERVER_ERROR,
        UNREADABLE
    }
}
