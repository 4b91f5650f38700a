package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;

/** An order as its venue has it: the truth. */
final class BookOrder {

    final ClientOrderId id;
    final String venueOrderId;
    final String parent;
    final Side side;
    final OrderType type;
    final long quantity;
    final long price;
    long filled;
    long notional;
    boolean cancelled;
    boolean expired;

    BookOrder(
            ClientOrderId id,
            String venueOrderId,
            String parent,
            Side side,
            OrderType type,
            long quantity,
            long price) {
        this.id = id;
        this.venueOrderId = venueOrderId;
        this.parent = parent;
        this.side = side;
        this.type = type;
        this.quantity = quantity;
        this.price = price;
    }

    boolean open() {
        return !cancelled && !expired && filled < quantity;
    }

    void fill(long amount, long at) {
        filled += amount;
        notional += amount * at;
    }

    OrderStatus status() {
        if (filled == quantity) {
            return OrderStatus.FILLED;
        }
        if (cancelled) {
            return OrderStatus.CANCELLED;
        }
        if (expired) {
            return OrderStatus.EXPIRED;
        }
        return filled == 0 ? OrderStatus.OPEN : OrderStatus.PARTIALLY_FILLED;
    }

    OrderReport report() {
        return new OrderReport(id, venueOrderId, status(), quantity, filled, notional);
    }
}
