package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.OrderReport;
import java.util.List;

/** Answer to "which orders rest with you?", with those of other sessions among them. */
public sealed interface OpenOrders {

    record Listed(List<OrderReport> orders) implements OpenOrders {
        public Listed {
            orders = List.copyOf(orders);
        }
    }

    record Unknown(Outcome.Doubt doubt, String detail) implements OpenOrders {}
}
