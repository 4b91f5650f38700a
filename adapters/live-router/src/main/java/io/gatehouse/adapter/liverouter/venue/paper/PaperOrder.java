package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.Side;

/** An order that the paper venue took. Confined to the venue's lock. */
final class PaperOrder {

    final ChildOrder order;
    final long number;

    /** Quantity that stands before it at its price. */
    long ahead;

    private OrderStatus status = OrderStatus.OPEN;
    private long filled;
    private long notional;

    PaperOrder(ChildOrder order, long number) {
        this.order = order;
        this.number = number;
    }

    long remaining() {
        return order.quantity() - filled;
    }

    boolean ended() {
        return status.terminal();
    }

    void fill(long price, long quantity) {
        filled += quantity;
        notional = Math.addExact(notional, order.instrument().notional(price, quantity));
        status = remaining() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
    }

    void end(OrderStatus how) {
        status = how;
    }

    /** Whether a trade or a quote at that price would reach it. */
    boolean reachedBy(long price) {
        return order.side() == Side.BUY ? price <= order.limitPrice() : price >= order.limitPrice();
    }

    /** Whether that price is beyond its own, so that its whole level must have gone. */
    boolean passedBy(long price) {
        return reachedBy(price) && price != order.limitPrice();
    }

    OrderReport report() {
        return new OrderReport(
                order.id(), "paper-" + number, status, order.quantity(), filled, notional);
    }
}
