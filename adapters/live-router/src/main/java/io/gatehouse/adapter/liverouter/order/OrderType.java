package io.gatehouse.adapter.liverouter.order;

/** How an order is priced. */
public enum OrderType {
    /** At the limit price or better; rests in the book until cancelled. */
    LIMIT,
    /** At the limit price or better, now; what does not fill at once is cancelled by the venue. */
    IMMEDIATE_OR_CANCEL,
    /** At any price. Controls need a reference price to bound its value. */
    MARKET
}
