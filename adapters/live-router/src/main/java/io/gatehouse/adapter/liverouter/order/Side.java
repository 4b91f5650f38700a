package io.gatehouse.adapter.liverouter.order;

/** Direction of an order. */
public enum Side {
    BUY,
    SELL;

    /** +1 for a purchase, -1 for a sale: the sign of its effect on a position. */
    public int sign() {
        return this == BUY ? 1 : -1;
    }

    public Side opposite() {
        return this == BUY ? SELL : BUY;
    }
}
