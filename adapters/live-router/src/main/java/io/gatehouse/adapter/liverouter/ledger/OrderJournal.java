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
}
