package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The paths of the spot interface, without faults: a request becomes an answer.
 *
 * <p>Modelled on the published spot REST interface, version 3. Thread-safe.
 */
final class StandInApi implements VenueShape {

    private static final int DEEPEST = 100;

    private final StandInExchange exchange;
    private final Callers callers;
    private final VenueTime time;
    private final RateLimits limits;
    private final AtomicBoolean trading = new AtomicBoolean(true);

    StandInApi(StandInExchange exchange, Callers callers, VenueTime time, RateLimits limits) {
        this.exchange = exchange;
        this.callers = callers;
        this.time = time;
        this.limits = limits;
    }

    void trading(boolean allowed) {
        trading.set(allowed);
    }

    boolean trades() {
        return trading.get();
    }

    @Override
    public Optional<String> operation(WireRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /api/v3/order" -> Optional.of("place");
            case "GET /api/v3/order" -> Optional.of("find");
            case "DELETE /api/v3/order", "DELETE /api/v3/openOrders" -> Optional.of("cancel");
            case "GET /api/v3/openOrders" -> Optional.of("open");
            case "GET /api/v3/time" -> Optional.of("time");
            default -> Optional.empty();
        };
    }

    /** Everything is checked when it is done: the exchange's window is one of processing. */
    @Override
    public Work receive(WireRequest request) {
        return delayFill -> answer(request, delayFill);
    }

    @Override
    public Answer error(VenueError error) {
        return Answer.of(error);
    }

    Answer answer(WireRequest request, boolean delayFill) {
        Optional<Answer> limited = limits.refuse(time.millis());
        if (limited.isPresent()) {
            return limited.get();
        }
        Optional<Params> params = Params.read(request.query(), request.body());
        if (params.isEmpty()) {
            return Answer.of(VenueError.MISSING);
        }
        try {
            return exchange.read(() -> route(request, params.get(), delayFill));
        } catch (VenueError.Refusal e) {
            return Answer.of(e.error());
        } catch (ArithmeticException e) {
            return Answer.of(VenueError.BALANCE);
        }
    }

    private Answer route(WireRequest request, Params params, boolean delayFill) {
        return switch (request.method() + " " + request.path()) {
            case "GET /api/v3/ping" -> Answer.of(JsonObject.EMPTY);
            case "GET /api/v3/time" -> Answer.of(JsonObject.of("serverTime", time.millis()));
            case "GET /api/v3/exchangeInfo" -> Answer.of(information());
            case "GET /api/v3/ticker/price" -> Answer.of(price(params));
            case "GET /api/v3/depth" -> Answer.of(depth(params));
            case "POST /api/v3/order" -> signed(request, params, () -> place(params, delayFill));
            case "GET /api/v3/order" -> signed(request, params, () -> find(params));
            case "DELETE /api/v3/order" -> signed(request, params, () -> cancel(params));
            case "GET /api/v3/openOrders" -> signed(request, params, () -> open(params));
            case "DELETE /api/v3/openOrders" -> signed(request, params, () -> cancelAll(params));
            case "GET /api/v3/account" -> signed(request, params, this::account);
            default -> Answer.text(404, "<html>not found</html>");
        };
    }

    private Answer signed(
            WireRequest request, Params params, java.util.function.Supplier<JsonValue> work) {
        callers.demand(request, params, time.millis());
        return Answer.of(work.get());
    }

    private JsonObject information() {
        return JsonObject.builder()
                .put("timezone", "UTC")
                .put("serverTime", time.millis())
                .put("rateLimits", List.of())
                .put("exchangeFilters", List.of())
                .put("symbols", exchange.listed().stream().map(Listing::described).toList())
                .build();
    }

    private JsonObject price(Params params) {
        String symbol = params.demand("symbol");
        Listing listing = exchange.listing(symbol);
        return JsonObject.of("symbol", symbol)
                .with("price", listing.price(exchange.book(symbol).last()));
    }

    private JsonObject depth(Params params) {
        String symbol = params.demand("symbol");
        return JsonObject.builder()
                .put("lastUpdateId", 1)
                .put("bids", levels(symbol, Side.BUY))
                .put("asks", levels(symbol, Side.SELL))
                .build();
    }

    private JsonArray levels(String symbol, Side side) {
        Listing listing = exchange.listing(symbol);
        return new JsonArray(
                exchange.book(symbol).levels(side, DEEPEST).stream()
                        .map(l -> List.of(listing.price(l[0]), listing.quantity(l[1])))
                        .map(JsonValue::of)
                        .toList());
    }

    private JsonValue place(Params params, boolean delayFill) {
        long now = time.millis();
        Ticket ticket = Ticket.of(params, exchange, "gen-" + exchange.nextOrder());
        if (!trading.get()) {
            throw VenueError.DISABLED.refusal();
        }
        return exchange.place(ticket, now, delayFill).acknowledged();
    }

    private JsonValue find(Params params) {
        return exchange.find(params.demand("symbol"), id(params), clientId(params))
                .orElseThrow(VenueError.NO_SUCH_ORDER::refusal)
                .looked();
    }

    private JsonValue cancel(Params params) {
        return exchange.cancel(params.demand("symbol"), id(params), clientId(params)).cancelled();
    }

    private JsonValue cancelAll(Params params) {
        String symbol = params.demand("symbol");
        List<StandInOrder> open = exchange.open(Optional.of(symbol));
        if (open.isEmpty()) {
            throw VenueError.UNKNOWN_ORDER.refusal();
        }
        return JsonValue.of(
                open.stream()
                        .map(o -> exchange.cancel(symbol, Optional.of(o.id), Optional.empty()))
                        .map(StandInOrder::cancelled)
                        .toList());
    }

    private JsonValue open(Params params) {
        return JsonValue.of(
                exchange.open(params.find("symbol")).stream().map(StandInOrder::looked).toList());
    }

    private JsonValue account() {
        return JsonObject.builder()
                .put("makerCommission", 0)
                .put("takerCommission", 0)
                .put("buyerCommission", 0)
                .put("sellerCommission", 0)
                .put("canTrade", trading.get())
                .put("canWithdraw", false)
                .put("canDeposit", false)
                .put("accountType", "SPOT")
                .put("updateTime", time.millis())
                .put("permissions", List.of("SPOT"))
                .put("balances", exchange.balances().listed())
                .build();
    }

    /** The venue's id is looked at first when it is there, be it 0. */
    private static Optional<Long> id(Params params) {
        Optional<Long> id = params.find("orderId").map(text -> params.demandNumber("orderId"));
        if (id.isEmpty() && clientId(params).isEmpty()) {
            throw VenueError.MISSING.refusal();
        }
        return id;
    }

    private static Optional<String> clientId(Params params) {
        return params.find("origClientOrderId");
    }
}
