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
     * Appends in order and leaves the wait for the disk to {@link #await}, so that others may take
     * their places meanwhile and share it.
     *
     * @return what to wait for; nothing of these events may be relied upon before
     */
    default long place(List<OrderEvent> events) {
        append(events);
        return 0;
    }

    /** Waits until the events of a place, and all before them, are durable. */
    default void await(long place) {
        // appended with a wait already
    }

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
