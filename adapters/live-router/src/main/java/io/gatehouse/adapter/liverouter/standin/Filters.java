package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;

/** The venue's own rules on price, quantity and value. */
final class Filters {

    private Filters() {}

    /** Refuses a ticket that breaks one, in the order in which the exchange looks. */
    static void demand(Listing listing, Ticket ticket, long last) {
        Instrument instrument = listing.instrument();
        boolean market = ticket.type() == OrderType.MARKET;
        if (!market && !instrument.onTick(ticket.price())) {
            throw VenueError.PRICE_FILTER.refusal();
        }
        if (!instrument.onLot(ticket.quantity())
                || ticket.quantity() > instrument.maximumQuantity()) {
            throw VenueError.LOT_SIZE.refusal();
        }
        try {
            long notional = instrument.notional(market ? last : ticket.price(), ticket.quantity());
            if (notional < instrument.minimumNotional()) {
                throw VenueError.NOTIONAL.refusal();
            }
        } catch (ArithmeticException e) {
            throw VenueError.NOTIONAL.refusal();
        }
    }
}
