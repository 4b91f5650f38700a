package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.Side;

/** An order that the paper venue took. Confined to the venue's lock. */
final class PaperOrder {

    private static final String NAME = "paper-";
    private static final long UNKNOWN = Long.MAX_VALUE;

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

    /** An order of before a restart; where it stands in the queue is known at the next quote. */
    static PaperOrder resumed(ChildOrder order, OrderReport known) {
        PaperOrder resumed = new PaperOrder(order, number(known.venueOrderId()));
        resumed.status = known.status();
        resumed.filled = known.filled();
        resumed.notional = known.filledNotional();
        resumed.ahead = UNKNOWN;
        return resumed;
    }

    private static long number(String venueOrderId) {
        String digits = venueOrderId.replaceFirst("^" + NAME, "");
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }

    /** Whether it is to take its place in the queue anew. */
    boolean queues() {
        return ahead == UNKNOWN;
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
                order.id(), NAME + number, status, order.quantity(), filled, notional);
    }
}
