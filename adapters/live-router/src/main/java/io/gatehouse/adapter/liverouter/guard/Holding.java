package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.Side;

/**
 * The position in one symbol at average cost, and what is ordered on top. For one thread. Amounts
 * in 10^-8; each method throws {@link ArithmeticException} for what does not fit.
 */
final class Holding {

    private long position;
    private long cost;
    private long openBuy;
    private long openSell;

    /** A position from before; its cost is not negative and 0 only without a position. */
    void open(long startPosition, long startCost) {
        position = startPosition;
        cost = startCost;
    }

    long position() {
        return position;
    }

    /** What the position was bought or sold for, not negative. */
    long cost() {
        return cost;
    }

    boolean occupied() {
        return position != 0 || openBuy != 0 || openSell != 0;
    }

    /** The position if every open order on that side, and so much more, filled; never negative. */
    long worst(Side side, long more) {
        long signed = side == Side.BUY ? position : Math.negateExact(position);
        long open = side == Side.BUY ? openBuy : openSell;
        return Math.max(0, Math.addExact(Math.addExact(signed, open), more));
    }

    void work(Side side, long change) {
        if (side == Side.BUY) {
            openBuy = Math.addExact(openBuy, change);
        } else {
            openSell = Math.addExact(openSell, change);
        }
    }

    /**
     * Takes a fill.
     *
     * @return profit or loss that it realised, rounded to the worse
     */
    long fill(Side side, long quantity, long value) {
        if (position == 0 || (position > 0) == (side == Side.BUY)) {
            position = Math.addExact(position, side.sign() * quantity);
            cost = Math.addExact(cost, value);
            return 0;
        }
        boolean wasLong = position > 0;
        long held = Math.abs(position);
        long closed = Math.min(held, quantity);
        // sold for as little, bought for as much as the rounding allows
        long paid = wasLong ? Amounts.shareUp(cost, closed, held) : cost(closed, held);
        long got =
                wasLong
                        ? Amounts.shareDown(value, closed, quantity)
                        : Amounts.shareUp(value, closed, quantity);
        long beyond = quantity - closed;
        position = Math.addExact(position, side.sign() * quantity);
        cost = beyond == 0 ? Math.max(0, cost - paid) : Math.subtractExact(value, got);
        return wasLong ? Math.subtractExact(got, paid) : Math.subtractExact(paid, got);
    }

    private long cost(long closed, long held) {
        return Amounts.shareDown(cost, closed, held);
    }
}
