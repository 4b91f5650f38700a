package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import java.math.BigDecimal;

/**
 * What a client asks to be placed.
 *
 * @param price scaled; 0 for a market order
 * @param quantity scaled
 */
record Ticket(
        String symbol, String clientId, Side side, OrderType type, long price, long quantity) {

    private static final int LONGEST_NUMBER = 30;

    /** Reads the parameters of an order, or refuses them as the exchange does. */
    static Ticket of(Params params, StandInExchange exchange, String generatedId) {
        String symbol = params.demand("symbol");
        Listing listing = exchange.listing(symbol);
        Side side =
                switch (params.demand("side")) {
                    case "BUY" -> Side.BUY;
                    case "SELL" -> Side.SELL;
                    default -> throw VenueError.MISSING.refusal();
                };
        OrderType type = type(params);
        String clientId = params.find("newClientOrderId").orElse(generatedId);
        if (!clientId.matches("[.A-Z:/a-z0-9_-]{1,36}")) {
            throw VenueError.MISSING.refusal();
        }
        return new Ticket(
                symbol,
                clientId,
                side,
                type,
                type == OrderType.MARKET
                        ? 0
                        : scaled(params.demand("price"), listing.instrument().priceScale()),
                scaled(params.demand("quantity"), listing.instrument().quantityScale()));
    }

    private static OrderType type(Params params) {
        return switch (params.demand("type")) {
            case "MARKET" -> OrderType.MARKET;
            case "LIMIT" ->
                    switch (params.demand("timeInForce")) {
                        case "GTC" -> OrderType.LIMIT;
                        case "IOC" -> OrderType.IMMEDIATE_OR_CANCEL;
                        default -> throw VenueError.ORDER_TYPE.refusal();
                    };
            default -> throw VenueError.ORDER_TYPE.refusal();
        };
    }

    /** A decimal text in whole units of the scale, or the refusal that it is none. */
    static long scaled(String text, int scale) {
        if (text.length() > LONGEST_NUMBER || !text.matches("[0-9]+(\\.[0-9]+)?")) {
            throw VenueError.MISSING.refusal();
        }
        try {
            return new BigDecimal(text).setScale(scale).unscaledValue().longValueExact();
        } catch (ArithmeticException e) {
            throw VenueError.PRECISION.refusal();
        }
    }
}
