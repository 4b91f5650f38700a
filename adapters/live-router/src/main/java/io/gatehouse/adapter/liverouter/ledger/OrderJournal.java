package io.gatehouse.adapter.liverouter.ledger;

import java.util.List;

/**
 * Where order events are kept.
 *
 * <p>When {@link #append} returns, the events survive a kill of the process and a loss of power. A
 * failed write ends the journal for good: every later append throws, and the router stops taking
 * orders.
 */
public interface OrderJournal {

    /** Appends in order, with one wait for the disk. */
    void append(List<OrderEvent> events);

    /**
     * Appends in order without a wait: durable at the latest when the next {@link #append} returns.
     * A crash before may lose them, but never one of them without all that came after it.
     *
     * <p>Only for what can be found out again: a venue's answer to an order whose id is durable. A
     * write that fails is told by the next append.
     */
    default void note(List<OrderEvent> events) {
        append(events);
    }
}
