package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The second port: tells the truth and sets what goes wrong. No client of the venue is given it.
 *
 * <p>{@code GET /truth} all orders; {@code GET /seen} counts of requests; {@code POST /script},
 * {@code /clock} ({@code skew_millis}), {@code /maintenance} ({@code on}), {@code /limit} ({@code
 * per_minute}), {@code /trading} ({@code allowed}), {@code /balance} ({@code asset}, {@code units}
 * of 10^-8), {@code /listing}, {@code /settle}.
 */
final class StandInControl {

    private final StandInExchange exchange;
    private final StandInApi api;
    private final FaultyApi faulty;
    private final VenueTime time;
    private final RateLimits limits;

    StandInControl(
            StandInExchange exchange,
            StandInApi api,
            FaultyApi faulty,
            VenueTime time,
            RateLimits limits) {
        this.exchange = exchange;
        this.api = api;
        this.faulty = faulty;
        this.time = time;
        this.limits = limits;
    }

    WireReply reply(WireRequest request) {
        return WireReply.of(
                switch (request.method() + " " + request.path()) {
                    case "GET /truth" -> Answer.of(exchange.read(this::truth));
                    case "GET /seen" -> Answer.of(faulty.seen());
                    case "POST /script" ->
                            FaultScript.read(request.body())
                                    .map(script -> done(() -> faulty.script(script)))
                                    .orElseGet(StandInControl::refused);
                    case "POST /settle" -> done(exchange::settle);
                    default ->
                            json(request)
                                    .flatMap(body -> set(request, body))
                                    .orElseGet(StandInControl::refused);
                });
    }

    private JsonObject truth() {
        return JsonObject.of(
                "orders", exchange.orders().stream().map(StandInOrder::truth).toList());
    }

    private Optional<Answer> set(WireRequest request, JsonObject body) {
        return switch (request.method() + " " + request.path()) {
            case "POST /clock" -> body.integer("skew_millis").map(ms -> done(() -> time.skew(ms)));
            case "POST /maintenance" ->
                    body.flag("on").map(on -> done(() -> faulty.maintenance(on)));
            case "POST /limit" ->
                    body.integer("per_minute").map(most -> done(() -> limits.most(most)));
            case "POST /trading" ->
                    body.flag("allowed").map(allowed -> done(() -> api.trading(allowed)));
            case "POST /balance" ->
                    body.text("asset")
                            .flatMap(
                                    asset ->
                                            body.integer("units")
                                                    .map(units -> balance(asset, units)));
            case "POST /listing" -> Listing.of(body).map(l -> done(() -> exchange.list(l)));
            default -> Optional.empty();
        };
    }

    private Answer balance(String asset, long units) {
        return exchange.read(() -> done(() -> exchange.balances().set(asset, units)));
    }

    private static Optional<JsonObject> json(WireRequest request) {
        byte[] bytes = request.body().getBytes(StandardCharsets.UTF_8);
        return StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                        && parsed.value() instanceof JsonObject object
                ? Optional.of(object)
                : Optional.empty();
    }

    private static Answer done(Runnable work) {
        work.run();
        return Answer.of(JsonObject.of("done", true));
    }

    private static Answer refused() {
        return Answer.text(400, "{\"done\":false}");
    }
}
