package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;

/** New orders as Kraken's clients write them. */
final class KrakenTickets {

    /** Free text of 18 characters at most, or a UUID with or without its dashes. */
    private static final String CLIENT_ID =
            "[A-Za-z0-9_-]{1,18}|[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private KrakenTickets() {}

    /** Reads the parameters of an order, or refuses them as the exchange does. */
    static Ticket of(Params params, StandInExchange exchange) {
        String symbol = params.demand("pair");
        Listing listing = exchange.listing(symbol);
        Side side =
                switch (params.demand("type")) {
                    case "buy" -> Side.BUY;
                    case "sell" -> Side.SELL;
                    default -> throw VenueError.MISSING.refusal();
                };
        OrderType type = type(params);
        String clientId = params.demand("cl_ord_id");
        if (!clientId.matches(CLIENT_ID)) {
            throw VenueError.MISSING.refusal();
        }
        return new Ticket(
                symbol,
                clientId,
                side,
                type,
                type == OrderType.MARKET
                        ? 0
                        : Ticket.scaled(params.demand("price"), listing.instrument().priceScale()),
                Ticket.scaled(params.demand("volume"), listing.instrument().quantityScale()));
    }

    private static OrderType type(Params params) {
        return switch (params.demand("ordertype")) {
            case "market" -> OrderType.MARKET;
            case "limit" ->
                    switch (params.find("timeinforce").orElse("GTC")) {
                        case "GTC" -> OrderType.LIMIT;
                        case "IOC" -> OrderType.IMMEDIATE_OR_CANCEL;
                        default -> throw VenueError.ORDER_TYPE.refusal();
                    };
            default -> throw VenueError.ORDER_TYPE.refusal();
        };
    }
}
