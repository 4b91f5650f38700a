package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Which request meets which fault: listed by number, or drawn from a seed.
 *
 * <p>{@code {"seed":7,"per_mille":300,"kinds":["late",...],"on":["place"],"hold_millis":400}}
 * draws; {@code {"at":[{"request":3,"kind":"dropped-ack"}],"on":["place"]}} lists. Requests are
 * numbered from 1 since the script was set, counting only those of the named operations ({@code
 * place, find, cancel, open, time}). The same script and the same order of requests give the same
 * faults.
 *
 * @param perMille share of requests that meet a drawn fault, 0 to 1000
 * @param holdMillis how long a silent connection is kept, 0 to 60,000
 */
public record FaultScript(
        long seed,
        int perMille,
        List<FaultKind> kinds,
        List<String> on,
        Map<Long, FaultKind> at,
        long holdMillis) {

    static final List<String> OPERATIONS = List.of("place", "find", "cancel", "open", "time");

    private static final List<String> NAMES =
            List.of("seed", "per_mille", "kinds", "on", "at", "hold_millis");
    private static final long LONGEST_HOLD = 60_000;
    private static final int MOST = 100_000;
    private static final int THOUSAND = 1_000;

    /** No fault. */
    public static final FaultScript NONE =
            new FaultScript(0, 0, List.of(), List.of("place"), Map.of(), 0);

    public FaultScript {
        kinds = List.copyOf(kinds);
        on = List.copyOf(on);
        at = Map.copyOf(at);
        if (perMille < 0 || perMille > THOUSAND || (perMille > 0 && kinds.isEmpty())) {
            throw new IllegalArgumentException("per_mille is 0 to 1000 and needs kinds");
        }
        if (holdMillis < 0 || holdMillis > LONGEST_HOLD || !OPERATIONS.containsAll(on)) {
            throw new IllegalArgumentException("hold_millis is 0 to 60000, on names operations");
        }
    }

    /** The one fault, at every request of the operation. */
    public static FaultScript always(FaultKind kind, String operation, long holdMillis) {
        return new FaultScript(
                0, THOUSAND, List.of(kind), List.of(operation), Map.of(), holdMillis);
    }

    /** The fault of a request, by its number. */
    public Optional<FaultKind> fault(long request) {
        if (at.containsKey(request)) {
            return Optional.of(at.get(request));
        }
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + request);
        return random.nextInt(THOUSAND) < perMille
                ? Optional.of(kinds.get(random.nextInt(kinds.size())))
                : Optional.empty();
    }

    /** Reads a script; empty when it is not exactly one. */
    public static Optional<FaultScript> read(String text) {
        if (!(StrictJson.readSigned(text.getBytes(StandardCharsets.UTF_8))
                        instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject json)
                || !NAMES.containsAll(json.names())) {
            return Optional.empty();
        }
        try {
            Map<Long, FaultKind> at = new TreeMap<>();
            for (JsonValue entry : json.array("at")) {
                JsonObject one = (JsonObject) entry;
                at.put(one.integer("request").orElseThrow(), kind(one.requireText("kind")));
            }
            List<FaultKind> kinds = new ArrayList<>();
            json.array("kinds").forEach(k -> kinds.add(kind(((JsonString) k).value())));
            List<String> on = new ArrayList<>();
            json.array("on").forEach(o -> on.add(((JsonString) o).value()));
            if (at.size() > MOST) {
                return Optional.empty();
            }
            return Optional.of(
                    new FaultScript(
                            json.integer("seed").orElse(0L),
                            Math.toIntExact(json.integer("per_mille").orElse(0L)),
                            kinds,
                            on.isEmpty() ? NONE.on() : on,
                            at,
                            json.integer("hold_millis").orElse(0L)));
        } catch (IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | java.util.NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static FaultKind kind(String text) {
        return FaultKind.of(text)
                .orElseThrow(() -> new IllegalArgumentException("no fault of that name"));
    }

    /** The reverse of {@link #read}. */
    public JsonObject toJson() {
        List<JsonObject> listed =
                new TreeMap<>(at)
                        .entrySet().stream()
                                .map(
                                        e ->
                                                JsonObject.of("request", e.getKey())
                                                        .with("kind", e.getValue().text()))
                                .toList();
        return JsonObject.builder()
                .put("seed", seed)
                .put("per_mille", perMille)
                .put("kinds", kinds.stream().map(FaultKind::text).toList())
                .put("on", on)
                .put("at", listed)
                .put("hold_millis", holdMillis)
                .build();
    }
}
