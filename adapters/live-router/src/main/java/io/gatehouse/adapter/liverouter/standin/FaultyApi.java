package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The interface with the script's faults put before, into and after its answers. Thread-safe. */
final class FaultyApi {

    /** Bodies that no client can take for an answer. */
    private static final List<String> GARBAGE =
            List.of(
                    "<html><body>502</body></html>",
                    "",
                    "{}",
                    "[]",
                    "null",
                    "{\"orderId\":\"x\"",
                    "{\"orderId\":0,\"clientOrderId\":\"another\"}",
                    "{\"error\":[],\"result\":{\"txid\":[]}}",
                    "\u0000\u0001");

    private static final int SETTLED_AFTER = 3;
    private static final int MOST_NAMES = 100_000;

    private final VenueShape usual;
    private final VenueShape kraken;
    private final StandInExchange exchange;
    private FaultScript script = FaultScript.NONE;
    private boolean maintenance;
    private long counted;
    private long requests;
    private long settleAt = Long.MAX_VALUE;
    private final Map<String, Long> seen = new TreeMap<>();
    private final List<String> names = new ArrayList<>();

    FaultyApi(VenueShape usual, VenueShape kraken, StandInExchange exchange) {
        this.usual = usual;
        this.kraken = kraken;
        this.exchange = exchange;
    }

    private VenueShape shape(WireRequest request) {
        return request.path().startsWith(KrakenApi.START) ? kraken : usual;
    }

    synchronized void script(FaultScript next) {
        script = next;
        counted = 0;
    }

    synchronized void maintenance(boolean on) {
        maintenance = on;
    }

    /** How often each operation was asked for, and for which orders, whatever became of it. */
    synchronized JsonObject seen() {
        return JsonObject.builder()
                .put("total", requests)
                .put("by_operation", seen)
                .put("placed", names)
                .build();
    }

    private static String name(WireRequest request) {
        Optional<Params> params = Params.read(request.query(), request.body());
        return params.flatMap(p -> p.find("newClientOrderId"))
                .or(() -> params.flatMap(p -> p.find("cl_ord_id")))
                .orElse("");
    }

    private record Meeting(Optional<FaultKind> fault, long number, long hold, boolean closed) {}

    private synchronized Meeting meet(WireRequest request) {
        requests++;
        Optional<String> operation = shape(request).operation(request);
        operation.ifPresent(o -> seen.merge(o, 1L, Long::sum));
        if (operation.filter("place"::equals).isPresent() && names.size() < MOST_NAMES) {
            names.add(name(request));
        }
        Optional<FaultKind> fault = Optional.empty();
        if (operation.filter(script.on()::contains).isPresent()) {
            counted++;
            fault = script.fault(counted);
        }
        if (requests >= settleAt) {
            settleAt = Long.MAX_VALUE;
            exchange.settle();
        }
        if (fault.filter(FaultKind.DELAYED_FILL::equals).isPresent()) {
            settleAt = requests + SETTLED_AFTER;
        }
        return new Meeting(fault, counted, script.holdMillis(), maintenance);
    }

    WireReply reply(WireRequest request) {
        Meeting meeting = meet(request);
        if (meeting.closed()) {
            return WireReply.of(shape(request).error(VenueError.SHUTTING_DOWN));
        }
        return meeting.fault().isEmpty()
                ? WireReply.of(shape(request).receive(request).run(false))
                : faulty(request, meeting.fault().get(), meeting);
    }

    private WireReply faulty(WireRequest request, FaultKind fault, Meeting meeting) {
        VenueShape shape = shape(request);
        Answer answer = Answer.text(200, "");
        if (fault.processes()) {
            VenueShape.Work work = shape.receive(request);
            if (fault == FaultKind.LATE) {
                pause(meeting.hold());
            }
            answer = work.run(fault == FaultKind.DELAYED_FILL);
        }
        return switch (fault) {
            case TIMEOUT_BEFORE, TIMEOUT_AFTER ->
                    WireReply.lost(WireReply.Delivery.CLOSED, Math.max(1, meeting.hold()));
            case LATE, DROPPED_ACK -> WireReply.lost(WireReply.Delivery.CLOSED, 0);
            case DUPLICATE_ACK -> new WireReply(answer, WireReply.Delivery.TWICE, 0);
            case DELAYED_FILL -> WireReply.of(answer);
            case ERROR_BEFORE -> WireReply.of(Answer.text(502, "<html>bad gateway</html>"));
            case ERROR_AFTER -> WireReply.of(shape.error(VenueError.INTERNAL));
            case RESET_BEFORE, RESET_AFTER -> WireReply.lost(WireReply.Delivery.RESET, 0);
            case GARBAGE_BEFORE, GARBAGE_AFTER ->
                    WireReply.of(
                            Answer.text(
                                    meeting.number() % 2 == 0 ? 200 : 400,
                                    GARBAGE.get((int) (meeting.number() / 2 % GARBAGE.size()))));
            case TRUNCATED_ACK -> new WireReply(answer, WireReply.Delivery.HALF, 0);
            case MAINTENANCE -> WireReply.of(shape.error(VenueError.SHUTTING_DOWN));
            case RATE_LIMIT ->
                    WireReply.of(
                            shape.error(VenueError.TOO_MANY_REQUESTS).with("Retry-After", "1"));
            case BANNED -> WireReply.of(shape.error(VenueError.BANNED).with("Retry-After", "120"));
            case REJECT_FILTER -> WireReply.of(shape.error(VenueError.PRICE_FILTER));
            case REJECT_BALANCE -> WireReply.of(shape.error(VenueError.BALANCE));
            case REJECT_TIMESTAMP -> WireReply.of(shape.error(VenueError.TIMESTAMP_LATE));
        };
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
