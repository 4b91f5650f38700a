package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * An instrument that the stand-in trades.
 *
 * @param start scaled price around which the first book is laid
 */
public record Listing(Instrument instrument, String base, String quote, long start) {

    /** Decimals of every balance; a notional must not need more. */
    static final int BALANCE_SCALE = 8;

    public Listing {
        if (!(base + quote).matches("[A-Z0-9]{2,20}") || base.isEmpty() || quote.isEmpty()) {
            throw new IllegalArgumentException("currencies of " + instrument.symbol());
        }
        if (instrument.priceScale() + instrument.quantityScale() > BALANCE_SCALE) {
            throw new IllegalArgumentException("too many decimals in " + instrument.symbol());
        }
        if (!instrument.onTick(start)) {
            throw new IllegalArgumentException("start price of " + instrument.symbol());
        }
    }

    /** The two that are there when nothing else is said. */
    public static List<Listing> usual() {
        return List.of(
                new Listing(
                        new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000),
                        "BTC",
                        "USDT",
                        6_000_000),
                new Listing(
                        new Instrument("ETHUSDT", 2, 4, 1, 1, 5_000_000, 90_000_000),
                        "ETH",
                        "USDT",
                        300_000));
    }

    static BigDecimal decimal(long scaled, int scale) {
        return BigDecimal.valueOf(scaled, scale);
    }

    String price(long scaled) {
        return decimal(scaled, instrument.priceScale()).toPlainString();
    }

    String quantity(long scaled) {
        return decimal(scaled, instrument.quantityScale()).toPlainString();
    }

    String notional(long scaled) {
        return decimal(scaled, instrument.priceScale() + instrument.quantityScale())
                .setScale(BALANCE_SCALE)
                .toPlainString();
    }

    /** As the list of instruments of the exchange has it, filters included. */
    JsonObject described() {
        JsonArray filters =
                new JsonArray(
                        List.of(
                                JsonObject.builder()
                                        .put("filterType", "PRICE_FILTER")
                                        .put("minPrice", price(instrument.tick()))
                                        .put("maxPrice", price(Long.MAX_VALUE / 1_000_000))
                                        .put("tickSize", price(instrument.tick()))
                                        .build(),
                                JsonObject.builder()
                                        .put("filterType", "LOT_SIZE")
                                        .put("minQty", quantity(instrument.lot()))
                                        .put("maxQty", quantity(instrument.maximumQuantity()))
                                        .put("stepSize", quantity(instrument.lot()))
                                        .build(),
                                JsonObject.builder()
                                        .put("filterType", "NOTIONAL")
                                        .put("minNotional", notional(instrument.minimumNotional()))
                                        .put("applyMinToMarket", true)
                                        .put("maxNotional", "9000000.00000000")
                                        .put("applyMaxToMarket", false)
                                        .put("avgPriceMins", 5)
                                        .build()));
        return JsonObject.builder()
                .put("symbol", instrument.symbol())
                .put("status", "TRADING")
                .put("baseAsset", base)
                .put("baseAssetPrecision", BALANCE_SCALE)
                .put("quoteAsset", quote)
                .put("quotePrecision", BALANCE_SCALE)
                .put("quoteAssetPrecision", BALANCE_SCALE)
                .put("orderTypes", List.of("LIMIT", "MARKET"))
                .put("isSpotTradingAllowed", true)
                .put("permissions", List.of("SPOT"))
                .put("filters", filters)
                .build();
    }

    /** As the control reads it; empty when a member is missing or no instrument comes of it. */
    static Optional<Listing> of(JsonObject json) {
        try {
            return Optional.of(
                    new Listing(
                            new Instrument(
                                    json.requireText("symbol"),
                                    (int) number(json, "price_scale"),
                                    (int) number(json, "quantity_scale"),
                                    number(json, "tick"),
                                    number(json, "lot"),
                                    number(json, "minimum_notional"),
                                    number(json, "maximum_quantity")),
                            json.requireText("base"),
                            json.requireText("quote"),
                            number(json, "start")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long number(JsonObject json, String name) {
        return json.integer(name).orElseThrow(() -> new IllegalArgumentException("no " + name));
    }

    /** The reverse of {@link #of}. */
    public JsonValue toJson() {
        return JsonObject.builder()
                .put("symbol", instrument.symbol())
                .put("price_scale", instrument.priceScale())
                .put("quantity_scale", instrument.quantityScale())
                .put("tick", instrument.tick())
                .put("lot", instrument.lot())
                .put("minimum_notional", instrument.minimumNotional())
                .put("maximum_quantity", instrument.maximumQuantity())
                .put("base", base)
                .put("quote", quote)
                .put("start", start)
                .build();
    }
}
