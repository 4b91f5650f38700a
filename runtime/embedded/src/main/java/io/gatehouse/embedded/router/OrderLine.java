package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A line that the router is asked by.
 *
 * <p>An order is {@code {"id","symbol","profile","strategy","side","type","quantity"}} with {@code
 * price} for all but market orders and {@code reduce_only} where it only closes; numbers are
 * decimals in text. {@code {"cancel": ID}} withdraws one, {@code {"status": ID}} asks for one,
 * {@code {"kill": REASON}} stops everything.
 */
sealed interface OrderLine {

    /** Greatest length in bytes. */
    int LONGEST = 16 * 1024;

    Set<String> REQUIRED =
            Set.of("id", "symbol", "profile", "strategy", "side", "type", "quantity");
    Set<String> OPTIONAL = Set.of("price", "reduce_only");
    Map<String, OrderType> TYPES =
            Map.of(
                    "limit", OrderType.LIMIT,
                    "immediate_or_cancel", OrderType.IMMEDIATE_OR_CANCEL,
                    "market", OrderType.MARKET);
    Map<String, Side> SIDES = Map.of("buy", Side.BUY, "sell", Side.SELL);
    String NAME = "[A-Za-z0-9_.:-]{1,64}";
    String DECIMAL = "(0|[1-9][0-9]{0,11})(\\.[0-9]{1,8})?";

    record Order(ParentOrder order) implements OrderLine {}

    record Cancel(String id) implements OrderLine {}

    record Status(String id) implements OrderLine {}

    record Kill(String reason) implements OrderLine {}

    /** Not understood, and nothing was done. */
    /**
     * A line that is not understood.
     *
     * @param withoutId whether it looks like an order that nobody could ask about again
     */
    record Bad(Finding finding, boolean withoutId) implements OrderLine {}

    /**
     * Reads a line; exact or not at all.
     *
     * @param instruments a symbol with its scales, tick and lot
     */
    static OrderLine read(String line, Function<String, Optional<Instrument>> instruments) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            return bad(RouterCode.LINE_TOO_LONG, "line", "at most " + LONGEST, "more");
        }
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject json)) {
            return bad(RouterCode.LINE_MALFORMED, "line", "one JSON object", "something else");
        }
        if (json.names().equals(Set.of("cancel"))) {
            return named(json, "cancel")
                    .<OrderLine>map(Cancel::new)
                    .orElseGet(() -> name("cancel"));
        }
        if (json.names().equals(Set.of("status"))) {
            return named(json, "status")
                    .<OrderLine>map(Status::new)
                    .orElseGet(() -> name("status"));
        }
        if (json.names().equals(Set.of("kill"))) {
            return json.text("kill")
                    .filter(reason -> !reason.isBlank() && reason.length() <= 500)
                    .<OrderLine>map(Kill::new)
                    .orElseGet(() -> bad(RouterCode.LINE_MALFORMED, "kill", "a reason", "none"));
        }
        OrderLine read = order(json, instruments);
        return read instanceof Bad bad && named(json, "id").isEmpty()
                ? new Bad(bad.finding(), true)
                : read;
    }

    private static Optional<String> named(JsonObject json, String member) {
        return json.text(member).filter(text -> text.matches(NAME));
    }

    private static OrderLine name(String member) {
        return bad(RouterCode.LINE_MALFORMED, member, NAME, "another form");
    }

    private static OrderLine order(
            JsonObject json, Function<String, Optional<Instrument>> instruments) {
        boolean known =
                json.names().containsAll(REQUIRED)
                        && json.names().stream()
                                .allMatch(n -> REQUIRED.contains(n) || OPTIONAL.contains(n));
        String subject = named(json, "id").orElse("line");
        if (!known) {
            // A member that nobody reads would be an instruction that nobody follows.
            return bad(
                    RouterCode.LINE_MALFORMED,
                    subject,
                    "the members of an order",
                    "others: " + json.names());
        }
        for (String member : Set.of("id", "profile", "strategy")) {
            if (named(json, member).isEmpty()) {
                return bad(RouterCode.ORDER_MALFORMED, subject, member + " " + NAME, "another");
            }
        }
        Optional<OrderType> type = json.text("type").map(TYPES::get);
        Optional<Side> side = json.text("side").map(SIDES::get);
        boolean flag = !json.has("reduce_only") || json.flag("reduce_only").isPresent();
        if (type.isEmpty() || side.isEmpty() || !flag) {
            return bad(
                    RouterCode.ORDER_MALFORMED,
                    subject,
                    "side of " + SIDES.keySet() + ", type of " + TYPES.keySet(),
                    "another");
        }
        Optional<Instrument> instrument = json.text("symbol").flatMap(instruments);
        if (instrument.isEmpty()) {
            return bad(
                    RouterCode.SYMBOL_UNKNOWN,
                    subject,
                    "a symbol that a venue has listed",
                    json.text("symbol").orElse("none"));
        }
        return priced(json, subject, instrument.get(), type.get(), side.get());
    }

    private static OrderLine priced(
            JsonObject json, String subject, Instrument instrument, OrderType type, Side side) {
        if ((type == OrderType.MARKET) == json.has("price")) {
            return bad(
                    RouterCode.ORDER_MALFORMED,
                    subject,
                    "a price for all but market orders",
                    json.has("price") ? "a price" : "none");
        }
        Optional<Long> quantity =
                scaled(json, "quantity", instrument.quantityScale()).filter(instrument::onLot);
        Optional<Long> price =
                type == OrderType.MARKET
                        ? Optional.of(0L)
                        : scaled(json, "price", instrument.priceScale()).filter(instrument::onTick);
        if (quantity.isEmpty()) {
            return off(json, subject, "quantity", instrument.lot(), instrument.quantityScale());
        }
        if (price.isEmpty()) {
            return off(json, subject, "price", instrument.tick(), instrument.priceScale());
        }
        return new Order(
                new ParentOrder(
                        subject,
                        instrument,
                        json.requireText("profile"),
                        json.requireText("strategy"),
                        side,
                        type,
                        quantity.get(),
                        price.get(),
                        json.flag("reduce_only").orElse(false)));
    }

    /** The decimal in units of the scale, never rounded: empty when it has no exact value there. */
    private static Optional<Long> scaled(JsonObject json, String member, int scale) {
        try {
            return json.text(member)
                    .filter(text -> text.matches(DECIMAL))
                    .map(text -> new BigDecimal(text).setScale(scale).unscaledValue())
                    .map(java.math.BigInteger::longValueExact);
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static OrderLine off(
            JsonObject json, String subject, String member, long step, int scale) {
        return bad(
                RouterCode.OFF_SCALE,
                subject,
                member + " in steps of " + BigDecimal.valueOf(step, scale).toPlainString(),
                json.text(member).orElse("no decimal in text"));
    }

    private static OrderLine bad(
            RouterCode code, String subject, String expected, String observed) {
        return new Bad(code.at(subject, expected, observed), false);
    }
}
