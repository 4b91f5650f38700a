package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The same books behind paths, signatures and answers of Kraken's spot interface.
 *
 * <p>Modelled on the published pages of that interface; key, signature and nonce are checked at the
 * door, the deadline only when the order reaches the book, so that a message can be late between
 * the two. What the pages leave open is ours: closed orders can be narrowed by {@code cl_ord_id}, a
 * page has 50 of them, and an immediate order's remainder is shown as canceled. Thread-safe.
 */
final class KrakenApi implements VenueShape {

    /** Where all its paths start. */
    static final String START = "/0/";

    private static final int PAGE = 50;
    private static final long SHORTEST_DEADLINE = 2_000;
    private static final long LONGEST_DEADLINE = 60_000;
    private static final long MILLIS = 1_000;

    private final StandInExchange exchange;
    private final KrakenCallers callers;
    private final VenueTime time;
    private final RateLimits limits;
    private final BooleanSupplier trading;

    KrakenApi(
            StandInExchange exchange,
            KrakenCallers callers,
            VenueTime time,
            RateLimits limits,
            BooleanSupplier trading) {
        this.exchange = exchange;
        this.callers = callers;
        this.time = time;
        this.limits = limits;
        this.trading = trading;
    }

    @Override
    public Optional<String> operation(WireRequest request) {
        return switch (request.method() + " " + request.path()) {
            case "POST /0/private/AddOrder" -> Optional.of("place");
            case "POST /0/private/ClosedOrders" -> Optional.of("find");
            case "POST /0/private/OpenOrders" -> Optional.of("open");
            case "POST /0/private/CancelOrder",
                    "POST " + KrakenBatch.PATH,
                    "POST /0/private/CancelAll" ->
                    Optional.of("cancel");
            case "GET /0/public/Time" -> Optional.of("time");
            default -> Optional.empty();
        };
    }

    @Override
    public Answer error(VenueError error) {
        return KrakenWords.error(KrakenWords.text(error));
    }

    @Override
    public Work receive(WireRequest request) {
        Optional<Answer> limited = limits.refuse(time.millis());
        if (limited.isPresent()) {
            boolean banned = limited.get().status() == VenueError.BANNED.status();
            return delay -> error(banned ? VenueError.BANNED : VenueError.TOO_MANY_REQUESTS);
        }
        Optional<Params> params =
                request.path().equals(KrakenBatch.PATH)
                        ? KrakenBatch.params(request.body())
                        : Params.read(request.query(), request.body());
        if (params.isEmpty()) {
            return delay -> error(VenueError.MISSING);
        }
        if (request.path().startsWith("/0/private/")) {
            Optional<String> refusal = callers.refuse(request, params.get());
            if (refusal.isPresent()) {
                return delay -> KrakenWords.error(refusal.get());
            }
        }
        long arrived = time.millis();
        return delay -> answer(request, params.get(), delay, arrived);
    }

    private Answer answer(WireRequest request, Params params, boolean delayFill, long arrived) {
        try {
            return exchange.read(
                    () ->
                            switch (request.method() + " " + request.path()) {
                                case "GET /0/public/Time" -> now();
                                case "GET /0/public/AssetPairs" -> pairs(params);
                                case "GET /0/public/Ticker" -> ticker(params);
                                case "POST /0/private/AddOrder" -> add(params, delayFill, arrived);
                                case "POST /0/private/CancelOrder" -> cancel(params);
                                case "POST " + KrakenBatch.PATH -> cancelBatch(params);
                                case "POST /0/private/CancelAll" -> cancelAll();
                                case "POST /0/private/OpenOrders" -> open(params);
                                case "POST /0/private/ClosedOrders" -> closed(params);
                                case "POST /0/private/GetApiKeyInfo" -> keyInfo();
                                default -> KrakenWords.error("EGeneral:Unknown method");
                            });
        } catch (VenueError.Refusal e) {
            return error(e.error());
        } catch (ArithmeticException e) {
            return error(VenueError.BALANCE);
        }
    }

    private Answer now() {
        return KrakenWords.result(JsonObject.of("unixtime", time.millis() / MILLIS));
    }

    private Answer pairs(Params params) {
        Optional<String> only = params.find("pair");
        only.ifPresent(exchange::listing);
        JsonObject.Builder pairs = JsonObject.builder();
        for (Listing listing : exchange.listed()) {
            String symbol = listing.instrument().symbol();
            if (only.isEmpty() || only.get().equals(symbol)) {
                pairs.put(symbol, KrakenWords.pair(listing));
            }
        }
        return KrakenWords.result(pairs.build());
    }

    private Answer ticker(Params params) {
        String symbol = params.demand("pair");
        Listing listing = exchange.listing(symbol);
        String last = listing.price(exchange.book(symbol).last());
        return KrakenWords.result(
                JsonObject.builder()
                        .put(
                                symbol,
                                JsonObject.builder()
                                        .put("c", List.of(last, listing.quantity(1)))
                                        .build())
                        .build());
    }

    private Answer add(Params params, boolean delayFill, long arrived) {
        Ticket ticket = KrakenTickets.of(params, exchange);
        if (!trading.getAsBoolean()) {
            throw VenueError.DISABLED.refusal();
        }
        long now = time.millis();
        Optional<Long> deadline = params.find("deadline").map(KrakenApi::millis);
        if (deadline.isPresent()) {
            long ahead = deadline.get() - arrived;
            if (now > deadline.get()) {
                throw VenueError.TIMESTAMP_LATE.refusal();
            }
            if (ahead < SHORTEST_DEADLINE || ahead > LONGEST_DEADLINE) {
                throw VenueError.MISSING.refusal();
            }
        }
        StandInOrder order = exchange.place(ticket, now, delayFill);
        return KrakenWords.result(
                JsonObject.builder()
                        .put("descr", JsonObject.of("order", ""))
                        .put("txid", List.of(KrakenWords.txid(order.id)))
                        .build());
    }

    private static long millis(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException e) {
            throw VenueError.MISSING.refusal();
        }
    }

    private Answer cancel(Params params) {
        exchange.cancel(
                exchange.resting(params.demand("cl_ord_id"))
                        .orElseThrow(VenueError.UNKNOWN_ORDER::refusal));
        return KrakenWords.result(JsonObject.of("count", 1));
    }

    /** What does not rest is passed over; where nothing does, that is an error. */
    private Answer cancelBatch(Params params) {
        List<StandInOrder> resting =
                KrakenBatch.ids(params).stream()
                        .flatMap(id -> exchange.resting(id).stream())
                        .distinct()
                        .toList();
        if (resting.isEmpty()) {
            throw VenueError.UNKNOWN_ORDER.refusal();
        }
        resting.forEach(exchange::cancel);
        return KrakenWords.result(JsonObject.of("count", resting.size()));
    }

    private Answer cancelAll() {
        List<StandInOrder> open = exchange.open(Optional.empty());
        open.forEach(exchange::cancel);
        return KrakenWords.result(JsonObject.of("count", open.size()));
    }

    private Answer open(Params params) {
        return KrakenWords.result(
                JsonObject.builder()
                        .put("open", named(exchange.open(Optional.empty()), wanted(params)))
                        .build());
    }

    private Answer closed(Params params) {
        Predicate<StandInOrder> wanted = wanted(params);
        List<StandInOrder> all =
                exchange.orders().stream().filter(o -> o.status.terminal()).filter(wanted).toList();
        List<StandInOrder> page = all.subList(Math.max(0, all.size() - PAGE), all.size());
        return KrakenWords.result(
                JsonObject.builder()
                        .put("closed", named(page, wanted))
                        .put("count", all.size())
                        .build());
    }

    private static Predicate<StandInOrder> wanted(Params params) {
        Optional<String> clientId = params.find("cl_ord_id");
        return order -> clientId.isEmpty() || clientId.get().equals(order.clientId);
    }

    private static JsonObject named(List<StandInOrder> orders, Predicate<StandInOrder> wanted) {
        JsonObject.Builder named = JsonObject.builder();
        orders.stream()
                .filter(wanted)
                .forEach(o -> named.put(KrakenWords.txid(o.id), KrakenWords.order(o)));
        return named.build();
    }

    private Answer keyInfo() {
        List<String> may =
                trading.getAsBoolean()
                        ? List.of(
                                "query-funds",
                                "query-open-trades",
                                "query-closed-trades",
                                "modify-trades",
                                "close-trades")
                        : List.of("query-funds", "query-open-trades", "query-closed-trades");
        return KrakenWords.result(
                JsonObject.builder()
                        .put("api_key_name", "stand-in")
                        .put("permissions", may)
                        .build());
    }
}
