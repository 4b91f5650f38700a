package io.gatehouse.adapter.metrics.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads and verifies a router log line by line, of this system and of the existing one. A line that
 * is not genuine is a finding and is not handed on. Memory is that of one line. Stateless.
 */
public final class RouterLogReader {

    /** Most findings that are told; further ones are counted. */
    public static final int MAX_FINDINGS = 200;

    private static final String ALGORITHM = "HMAC-SHA384";
    private static final String BEFORE = "{\"payload\":";

    private static final Set<String> REQUIRED =
            Set.of(
                    "timestamp",
                    "route",
                    "metadata",
                    "request",
                    "context",
                    "attempts",
                    "latency_seconds",
                    "fallback_used");
    private static final Set<String> OPTIONAL = Set.of("result", "error");
    private static final Set<String> REQUEST =
            Set.of(
                    "symbol",
                    "side",
                    "order_type",
                    "quantity",
                    "price",
                    "time_in_force",
                    "client_order_id");

    private final String name;
    private final Function<KeyId, Optional<HmacKey>> keys;
    private final List<Finding> findings = new ArrayList<>();
    private long more;

    private RouterLogReader(String name, Function<KeyId, Optional<HmacKey>> keys) {
        this.name = name;
        this.keys = keys;
    }

    /**
     * What was read.
     *
     * @param lines of the file
     * @param genuine those that were handed on
     */
    public record Summary(long lines, long genuine, List<Finding> findings) {
        public Summary {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Reads a file to its end.
     *
     * @param name for findings
     * @param keys by id; empty for one that is not known
     * @param genuine is given the payload of each genuine line, fractions as texts
     * @throws IOException when the stream fails
     */
    public static Summary read(
            String name,
            InputStream in,
            Function<KeyId, Optional<HmacKey>> keys,
            Consumer<JsonObject> genuine)
            throws IOException {
        RouterLogReader reader = new RouterLogReader(name, keys);
        LineReader lines = new LineReader(in);
        long count = 0;
        long good = 0;
        for (LineReading next = lines.next();
                !(next instanceof LineReading.End);
                next = lines.next()) {
            count++;
            if (next instanceof LineReading.Line line) {
                Optional<JsonObject> payload = reader.line(line.number(), line.bytes());
                payload.ifPresent(genuine);
                good += payload.isPresent() ? 1 : 0;
            } else if (next instanceof LineReading.Refused refused) {
                reader.find(
                        RouterLogCode.MALFORMED,
                        refused.number(),
                        "a whole line",
                        refused.problem().name());
            }
        }
        if (reader.more > 0) {
            reader.findings.add(
                    RouterLogCode.TOO_MANY.at(name, "no further finding", reader.more + " more"));
        }
        return new Summary(count, good, reader.findings);
    }

    private Optional<JsonObject> line(long number, byte[] bytes) {
        if (!(StrictJson.readEvidence(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject envelope)) {
            find(RouterLogCode.MALFORMED, number, "one JSON object", "something else");
            return Optional.empty();
        }
        if (!envelope.has("signature")) {
            find(RouterLogCode.UNSIGNED, number, "a signature", "none");
            return Optional.empty();
        }
        Optional<JsonObject> payload = envelope.object("payload");
        Optional<JsonObject> signature = envelope.object("signature");
        // what stands beside the payload is not coded, and somebody might read it
        if (!envelope.names().equals(Set.of("payload", "signature"))
                || payload.isEmpty()
                || signature.isEmpty()) {
            find(RouterLogCode.MALFORMED, number, "payload and signature", "other members");
            return Optional.empty();
        }
        return isSigned(number, new String(bytes, UTF_8), signature.get())
                        && isFormed(number, payload.get())
                ? payload
                : Optional.empty();
    }

    private boolean isSigned(long number, String text, JsonObject signature) {
        Optional<byte[]> code = signature.text("value").flatMap(Base64Text::decodeStandard);
        String algorithm = signature.text("algorithm").orElse("none");
        if (!Set.of("algorithm", "key_id", "value").containsAll(signature.names())
                || code.isEmpty()) {
            return find(RouterLogCode.MALFORMED, number, "a signature", "another form");
        }
        if (!algorithm.equals(ALGORITHM)) {
            // a weaker algorithm that the file asks for is how a downgrade begins
            return find(RouterLogCode.OTHER_ALGORITHM, number, ALGORITHM, "another");
        }
        Optional<String> id = signature.text("key_id").filter(Identifier::isIdentifier);
        if (id.isEmpty()) {
            return find(RouterLogCode.KEY_MISSING, number, "a key_id", "none");
        }
        Optional<HmacKey> key = keys.apply(new KeyId(id.get()));
        if (key.isEmpty()) {
            return find(RouterLogCode.KEY_UNKNOWN, number, "a key that is at hand", id.get());
        }
        Optional<byte[]> signed = signed(text, signature);
        if (signed.isEmpty() || !key.get().verify(code.get(), signed.get())) {
            return find(
                    RouterLogCode.CODE_DIFFERS, number, "the code of key " + id.get(), "another");
        }
        return true;
    }

    /**
     * The text of the payload as it was spelled: spelling a number anew could turn one value into
     * another. Members in another order, or escapes of another kind, give another code.
     */
    private static Optional<byte[]> signed(String text, JsonObject signature) {
        String compact = Spacing.compact(text);
        String after = ",\"signature\":" + CanonicalJson.text(signature) + "}";
        return compact.startsWith(BEFORE) && compact.endsWith(after)
                ? Optional.of(
                        compact.substring(BEFORE.length(), compact.length() - after.length())
                                .getBytes(UTF_8))
                : Optional.empty();
    }

    private boolean isFormed(long number, JsonObject payload) {
        Set<String> known = new HashSet<>(REQUIRED);
        known.addAll(OPTIONAL);
        boolean formed =
                payload.names().containsAll(REQUIRED)
                        && known.containsAll(payload.names())
                        && payload.text("timestamp").flatMap(Timestamps::parse).isPresent()
                        && payload.object("request")
                                .filter(r -> r.names().equals(REQUEST))
                                .isPresent()
                        && payload.object("context").isPresent()
                        && payload.find("fallback_used")
                                .filter(JsonBoolean.class::isInstance)
                                .isPresent()
                        && payload.find("latency_seconds")
                                .flatMap(JsonNumbers::decimal)
                                .filter(v -> v.signum() >= 0)
                                .isPresent()
                        && payload.find("attempts").filter(JsonArray.class::isInstance).isPresent()
                        && (payload.has("result") || payload.has("error"));
        if (!formed) {
            return find(RouterLogCode.MEMBERS, number, "the members of a routed order", "others");
        }
        for (JsonValue attempt : payload.array("attempts")) {
            boolean told =
                    attempt instanceof JsonObject one
                            && one.members().values().stream()
                                    .allMatch(JsonString.class::isInstance)
                            && one.text("status")
                                    .filter(RouterLogEntry.STATUSES::contains)
                                    .isPresent();
            if (!told) {
                return find(
                        RouterLogCode.STATUS_UNKNOWN,
                        number,
                        "attempts of known status",
                        "another");
            }
        }
        return true;
    }

    /** Always false, so that whoever finds something can return it. */
    private boolean find(RouterLogCode code, long line, String expected, String observed) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(code.at(name + ":" + line, expected, observed));
        } else {
            more++;
        }
        return false;
    }
}
