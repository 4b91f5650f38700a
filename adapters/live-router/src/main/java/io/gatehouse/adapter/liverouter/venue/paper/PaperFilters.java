package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import java.util.Optional;

/** A venue's rules on price, quantity and value. */
final class PaperFilters {

    private PaperFilters() {}

    /**
     * The first rule that an order breaks.
     *
     * @param reference scaled price by which it is valued
     * @throws ArithmeticException when its value does not fit
     */
    static Optional<String> broken(ChildOrder order, long reference) {
        Instrument instrument = order.instrument();
        if (order.type() != OrderType.MARKET && !instrument.onTick(order.limitPrice())) {
            return Optional.of("price-filter");
        }
        if (!instrument.onLot(order.quantity())
                || order.quantity() > instrument.maximumQuantity()) {
            return Optional.of("lot-size");
        }
        return instrument.notional(reference, order.quantity()) < instrument.minimumNotional()
                ? Optional.of("notional")
                : Optional.empty();
    }
}
