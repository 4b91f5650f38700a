package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.List;

/** The stand-in's orders, instruments and refusals as Kraken writes them. */
final class KrakenWords {

    private static final int HUNDRED_THOUSAND = 100_000;

    private KrakenWords() {}

    static Answer result(JsonValue result) {
        return Answer.of(
                JsonObject.builder().put("error", List.of()).put("result", result).build());
    }

    static Answer error(String text) {
        return Answer.of(JsonObject.builder().put("error", List.of(text)).build());
    }

    /**
     * The published text for a refusal.
     *
     * <p>For an id that is in use no text is published: the one here is an invention, and a client
     * must not know it.
     */
    static String text(VenueError error) {
        return switch (error) {
            case INTERNAL -> "EGeneral:Internal error";
            case TOO_MANY_REQUESTS -> "EAPI:Rate limit exceeded";
            case BANNED -> "EGeneral:Temporary lockout";
            case SHUTTING_DOWN -> "EService:Unavailable";
            case PRICE_FILTER -> "EOrder:Tick size check failed";
            case LOT_SIZE -> "EOrder:Order minimum not met";
            case NOTIONAL -> "EOrder:Cost minimum not met";
            case TIMESTAMP_LATE -> "EService:Deadline elapsed";
            case TIMESTAMP_EARLY, MISSING, RECEIVE_WINDOW, ORDER_TYPE ->
                    "EGeneral:Invalid arguments";
            case SIGNATURE -> "EAPI:Invalid signature";
            case PRECISION -> "EOrder:Invalid price";
            case SYMBOL -> "EQuery:Unknown asset pair";
            case DUPLICATE -> "EOrder:Client id in use";
            case BALANCE -> "EOrder:Insufficient funds";
            case DISABLED -> "EGeneral:Permission denied";
            case UNKNOWN_ORDER, NO_SUCH_ORDER -> "EOrder:Unknown order";
            case KEY -> "EAPI:Invalid key";
        };
    }

    /** The venue's name for an order: its number in the form of theirs. */
    static String txid(long id) {
        return "O" + five(id / HUNDRED_THOUSAND) + "-" + five(id % HUNDRED_THOUSAND) + "-STANDI";
    }

    private static String five(long number) {
        return Long.toString(HUNDRED_THOUSAND + number).substring(1);
    }

    static JsonObject order(StandInOrder order) {
        Listing listing = order.listing;
        boolean market = order.type == OrderType.MARKET;
        JsonObject description =
                JsonObject.builder()
                        .put("pair", listing.instrument().symbol())
                        .put("type", order.side == Side.BUY ? "buy" : "sell")
                        .put("ordertype", market ? "market" : "limit")
                        .put("price", listing.price(order.price))
                        .put("price2", "0")
                        .put("leverage", "none")
                        .put("order", "")
                        .put("close", "")
                        .build();
        return JsonObject.builder()
                .put("userref", 0)
                .put("cl_ord_id", order.clientId)
                .put("status", status(order))
                .put("opentm", order.time / 1_000)
                .put("starttm", 0)
                .put("expiretm", 0)
                .put("descr", description)
                .put("vol", listing.quantity(order.quantity))
                .put("vol_exec", listing.quantity(order.filled))
                .put("cost", listing.notional(order.notional))
                .put("fee", "0.00000")
                .put("misc", "")
                .put("oflags", "fciq")
                .build();
    }

    private static String status(StandInOrder order) {
        return switch (order.status) {
            case OPEN, PARTIALLY_FILLED -> "open";
            case FILLED -> "closed";
            case CANCELLED, EXPIRED -> "canceled";
        };
    }

    static JsonObject pair(Listing listing) {
        Instrument instrument = listing.instrument();
        return JsonObject.builder()
                .put("altname", instrument.symbol())
                .put("wsname", listing.base() + "/" + listing.quote())
                .put("aclass_base", "currency")
                .put("base", listing.base())
                .put("aclass_quote", "currency")
                .put("quote", listing.quote())
                .put("lot", "unit")
                .put("pair_decimals", instrument.priceScale())
                .put("lot_decimals", instrument.quantityScale())
                .put("lot_multiplier", 1)
                .put("ordermin", listing.quantity(instrument.lot()))
                .put("costmin", listing.notional(instrument.minimumNotional()))
                .put("tick_size", listing.price(instrument.tick()))
                .put("status", "online")
                .build();
    }
}
