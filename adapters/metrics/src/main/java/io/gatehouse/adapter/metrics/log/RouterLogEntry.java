package io.gatehouse.adapter.metrics.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonString;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one order was routed, as the existing router tells it (formats page 4.2).
 *
 * @param attempts each of texts, with a {@code status} of {@link #STATUSES}
 * @param latency from taking the order to its outcome; told in microseconds
 * @param result absent when no venue took it
 * @param error absent when one did
 */
public record RouterLogEntry(
        Instant timestamp,
        String route,
        SortedMap<String, String> metadata,
        Request request,
        Context context,
        List<SortedMap<String, String>> attempts,
        Duration latency,
        boolean fallbackUsed,
        Optional<Result> result,
        Optional<String> error) {

    /** How an attempt can end. */
    public static final Set<String> STATUSES =
            Set.of(
                    "success",
                    "error",
                    "exception",
                    "auth_error",
                    "api_error",
                    "breaker_open",
                    "adapter_missing",
                    "latency_budget_exceeded",
                    "reconcile_failed",
                    "reconcile_not_found",
                    "order_reconciled",
                    "reconcile_not_supported_failfast",
                    "reconcile_not_supported_continue",
                    "queue_timeout",
                    "queue_overflow",
                    "failed");

    /** What was asked for. */
    public record Request(
            String symbol,
            String side,
            String orderType,
            BigDecimal quantity,
            Optional<BigDecimal> price,
            Optional<String> timeInForce,
            String clientOrderId) {}

    /** For whom. */
    public record Context(
            String portfolioId,
            String riskProfile,
            String environment,
            SortedMap<String, String> metadata) {}

    /** What came of it. */
    public record Result(
            String orderId,
            String status,
            BigDecimal filledQuantity,
            Optional<BigDecimal> averagePrice) {}

    /**
     * @throws IllegalArgumentException for an attempt without a known status
     */
    public RouterLogEntry {
        attempts = List.copyOf(attempts);
        for (SortedMap<String, String> attempt : attempts) {
            if (!STATUSES.contains(attempt.getOrDefault("status", ""))) {
                throw new IllegalArgumentException("an attempt without a known status");
            }
        }
    }

    /** The canonical text of the payload: what is signed. */
    String payload() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put(
                "timestamp", text(Timestamps.format(timestamp.truncatedTo(ChronoUnit.SECONDS))));
        members.put("route", text(route));
        members.put("metadata", texts(metadata));
        members.put("request", requestText());
        members.put("context", contextText());
        members.put("attempts", attemptsText());
        members.put("latency_seconds", PythonNumber.json(seconds()));
        members.put("fallback_used", String.valueOf(fallbackUsed));
        result.ifPresent(r -> members.put("result", result(r)));
        error.ifPresent(e -> members.put("error", text(e)));
        return object(members);
    }

    private BigDecimal seconds() {
        return BigDecimal.valueOf(Math.max(0, latency.toNanos() / 1_000), 6);
    }

    private String requestText() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("symbol", text(request.symbol()));
        members.put("side", text(request.side()));
        members.put("order_type", text(request.orderType()));
        members.put("quantity", PythonNumber.json(request.quantity()));
        members.put("price", request.price().map(PythonNumber::json).orElse("null"));
        members.put(
                "time_in_force", request.timeInForce().map(RouterLogEntry::text).orElse("null"));
        members.put("client_order_id", text(request.clientOrderId()));
        return object(members);
    }

    private String contextText() {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("portfolio_id", text(context.portfolioId()));
        members.put("risk_profile", text(context.riskProfile()));
        members.put("environment", text(context.environment()));
        members.put("metadata", texts(context.metadata()));
        return object(members);
    }

    private static String result(Result result) {
        SortedMap<String, String> members = new TreeMap<>();
        members.put("order_id", text(result.orderId()));
        members.put("status", text(result.status()));
        members.put("filled_quantity", PythonNumber.json(result.filledQuantity()));
        members.put("avg_price", result.averagePrice().map(PythonNumber::json).orElse("null"));
        return object(members);
    }

    private String attemptsText() {
        return "[" + String.join(",", attempts.stream().map(RouterLogEntry::texts).toList()) + "]";
    }

    private static String texts(SortedMap<String, String> texts) {
        SortedMap<String, String> members = new TreeMap<>();
        texts.forEach((name, value) -> members.put(name, text(value)));
        return object(members);
    }

    /**
     * A venue's words may hold half a character, which has no bytes: it becomes a question mark.
     */
    private static String text(String text) {
        return CanonicalJson.text(new JsonString(new String(text.getBytes(UTF_8), UTF_8)));
    }

    private static String object(SortedMap<String, String> members) {
        StringBuilder out = new StringBuilder("{");
        members.forEach(
                (name, json) ->
                        out.append(out.length() > 1 ? "," : "")
                                .append(text(name))
                                .append(':')
                                .append(json));
        return out.append('}').toString();
    }
}
