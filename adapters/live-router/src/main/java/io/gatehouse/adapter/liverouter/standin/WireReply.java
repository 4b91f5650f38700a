package io.gatehouse.adapter.liverouter.standin;

/**
 * An answer and how it reaches the client.
 *
 * @param holdMillis how long the connection is kept silent first; 0 for not at all
 */
record WireReply(Answer answer, Delivery delivery, long holdMillis) {

    /** What happens on the connection. */
    enum Delivery {
        WHOLE,
        /** The same answer two times, as if another request had been made. */
        TWICE,
        /** The first half of the body, then the end of the connection. */
        HALF,
        /** The end of the connection, without a byte. */
        CLOSED,
        /** A TCP reset, without a byte. */
        RESET
    }

    static WireReply of(Answer answer) {
        return new WireReply(answer, Delivery.WHOLE, 0);
    }

    static WireReply lost(Delivery delivery, long holdMillis) {
        return new WireReply(Answer.text(200, ""), delivery, holdMillis);
    }
}
