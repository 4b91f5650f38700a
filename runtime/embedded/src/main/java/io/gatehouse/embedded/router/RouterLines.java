package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.metrics.log.RouterLogEntry;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the router says: a line of JSON for who ordered, a line for the signed log. */
final class RouterLines {

    private static final String SCHEMA = "gatehouse.router-order/1";
    private static final String FAULT = "gatehouse.router-fault/1";

    private RouterLines() {}

    /**
     * Where an order stands.
     *
     * @param order empty when it is not known; then no quantities are told
     */
    static JsonObject of(Submission now, Optional<ParentOrder> order) {
        JsonObject.Builder line =
                JsonObject.builder().put("schema", SCHEMA).put("id", now.parent());
        if (now instanceof Submission.Done done) {
            order.ifPresent(o -> filled(line, o.instrument(), done.quantity(), done.filled()));
            return line.put("state", "done").put("findings", findings(done.findings())).build();
        }
        if (now instanceof Submission.Working working) {
            order.ifPresent(o -> filled(line, o.instrument(), o.quantity(), working.filled()));
            return line.put("state", "working").put("child", working.child().value()).build();
        }
        if (now instanceof Submission.Pending pending) {
            return line.put("state", "pending").put("child", pending.child().value()).build();
        }
        if (now instanceof Submission.Refused refused) {
            return line.put("state", "refused")
                    .put("findings", findings(refused.findings()))
                    .build();
        }
        Finding stopped = ((Submission.Stopped) now).finding();
        return line.put("state", "stopped").put("findings", findings(List.of(stopped))).build();
    }

    /** A line that was not understood, or something that a person has to know. */
    static JsonObject fault(Collection<Finding> found) {
        return JsonObject.builder().put("schema", FAULT).put("findings", findings(found)).build();
    }

    private static List<JsonObject> findings(Collection<Finding> findings) {
        return findings.stream().map(RecordCodec::encode).toList();
    }

    private static void filled(
            JsonObject.Builder line, Instrument instrument, long quantity, long filled) {
        line.put("quantity", decimal(quantity, instrument.quantityScale()).toPlainString());
        line.put("filled", decimal(filled, instrument.quantityScale()).toPlainString());
    }

    private static BigDecimal decimal(long scaled, int scale) {
        return BigDecimal.valueOf(scaled, scale);
    }

    /** The line of the signed log. */
    static RouterLogEntry entry(
            Instant at,
            String route,
            ParentOrder order,
            List<Attempt> attempts,
            long nanos,
            Submission now,
            RouterMode mode) {
        Instrument instrument = order.instrument();
        int scale = instrument.quantityScale();
        boolean took = now instanceof Submission.Done || now instanceof Submission.Working;
        long filled =
                now instanceof Submission.Done done
                        ? done.filled()
                        : now instanceof Submission.Working working ? working.filled() : 0;
        return new RouterLogEntry(
                at,
                route,
                new TreeMap<>(Map.of("order", order.id())),
                new RouterLogEntry.Request(
                        instrument.symbol(),
                        order.side().name().toLowerCase(Locale.ROOT),
                        order.type().name().toLowerCase(Locale.ROOT),
                        decimal(order.quantity(), scale),
                        order.type() == OrderType.MARKET
                                ? Optional.empty()
                                : Optional.of(decimal(order.limitPrice(), instrument.priceScale())),
                        Optional.empty(),
                        attempts.isEmpty() ? "" : last(attempts).order().id().value()),
                new RouterLogEntry.Context(
                        order.profile(),
                        order.profile(),
                        mode.section(),
                        new TreeMap<>(Map.of("strategy", order.strategy()))),
                attempts.stream().map(RouterLines::told).toList(),
                Duration.ofNanos(nanos),
                attempts.size() > 1,
                took
                        ? Optional.of(
                                new RouterLogEntry.Result(
                                        attempts.isEmpty()
                                                ? ""
                                                : last(attempts).order().id().value(),
                                        state(now),
                                        decimal(filled, scale),
                                        Optional.empty()))
                        : Optional.empty(),
                took ? Optional.empty() : Optional.of(state(now) + " " + codes(now)));
    }

    private static Attempt last(List<Attempt> attempts) {
        return attempts.get(attempts.size() - 1);
    }

    private static String state(Submission now) {
        return now.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static String codes(Submission now) {
        return now instanceof Submission.Refused refused
                ? String.join(",", refused.findings().stream().map(Finding::code).toList())
                : "";
    }

    private static SortedMap<String, String> told(Attempt attempt) {
        SortedMap<String, String> told = new TreeMap<>();
        told.put("exchange", attempt.order().venue().value());
        told.put("client_order_id", attempt.order().id().value());
        told.put("status", status(attempt.outcome()));
        return told;
    }

    private static String status(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return "success";
        }
        return outcome instanceof Outcome.Refused ? "api_error" : "exception";
    }
}
