package io.gatehouse.adapter.liverouter.order;

/** What a venue says of an order that it has accepted. */
public enum OrderStatus {
    /** In the book, nothing filled. */
    OPEN,
    PARTIALLY_FILLED,
    FILLED,
    /** Withdrawn, perhaps after partial fills. */
    CANCELLED,
    /** Ended by the venue: immediate-or-cancel remainder, self-trade, end of session. */
    EXPIRED;

    /** Whether nothing more can happen to it. */
    public boolean terminal() {
        return this == FILLED || this == CANCELLED || this == EXPIRED;
    }
}
