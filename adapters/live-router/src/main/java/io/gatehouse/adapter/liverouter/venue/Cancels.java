package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;

/**
 * Is told what becomes of cancels that are sent without waiting for one another.
 *
 * <p>Called from several threads; {@link #sent} once for each order that was sent, and {@link
 * #taken} or {@link #answered} once for each order, in any order among them.
 */
public interface Cancels {

    /** Its bytes were handed to the connection. */
    void sent(ClientOrderId id);

    /** The venue knows it and takes it out, and does not say what had been filled before. */
    void taken(ClientOrderId id);

    void answered(ClientOrderId id, Cancellation answer);
}
