package io.gatehouse.adapter.licensing.fingerprint;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.PythonJson;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The existing "device" fingerprint: base32 of SHA-384 over normalised factors, among them host
 * name and kernel release. It is read, verified and written for the tools that know it; nothing is
 * bound to it here, for a kernel update changes it.
 *
 * @param json the envelope
 */
public record DeviceDocument(JsonObject json, String fingerprint, Instant created) {

    private static final Set<String> MEMBERS =
            Set.of("algorithm", "created_at", "factors", "fingerprint");
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** Reads and verifies a file; beyond {@link Envelope#open}: {@code inconsistent}. */
    public static Judged<DeviceDocument> read(String subject, byte[] bytes, ToolKeys keys) {
        Judged<Envelope> opened = Envelope.open(Area.FINGERPRINT, subject, bytes, keys);
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        JsonObject payload = opened.value().get().object().orElse(JsonObject.EMPTY);
        Optional<Instant> created = payload.text("created_at").flatMap(Timestamps::parse);
        Optional<JsonObject> factors = payload.object("factors");
        boolean formed =
                payload.names().equals(MEMBERS)
                        && payload.text("algorithm").equals(Optional.of("SHA384"))
                        && created.isPresent()
                        && factors.isPresent();
        if (!formed || !payload.text("fingerprint").equals(factors.map(DeviceDocument::value))) {
            return Judged.refused(
                    Area.FINGERPRINT.finding(
                            "inconsistent",
                            subject,
                            "a fingerprint that follows from its factors",
                            "another",
                            "make the document again on the device"));
        }
        return Judged.accepted(
                new DeviceDocument(
                        opened.value().get().json(),
                        payload.requireText("fingerprint"),
                        created.get()));
    }

    /** Makes and signs a document. */
    public static DeviceDocument sign(JsonObject factors, Instant created, ToolKey key) {
        JsonObject normal = (JsonObject) normal(factors);
        JsonObject payload =
                JsonObject.builder()
                        .put("algorithm", "SHA384")
                        .put("created_at", Timestamps.format(created))
                        .put("factors", normal)
                        .put("fingerprint", value(normal))
                        .build();
        return new DeviceDocument(key.seal(payload), value(normal), created);
    }

    /** The file as the existing tool writes it. */
    public byte[] fileBytes() {
        return PythonJson.indented(json);
    }

    /** The fingerprint of factors: ten groups, 77 characters of base32 without padding. */
    public static String value(JsonObject factors) {
        byte[] digest =
                HexFormat.of().parseHex(Digest.sha384(CanonicalJson.bytes(normal(factors))).hex());
        StringBuilder text = new StringBuilder();
        int bits = digest.length * 8;
        for (int at = 0, count = 0; at < bits; at += 5, count++) {
            if (count > 0 && count % 8 == 0) {
                text.append('-');
            }
            int five = 0;
            for (int bit = at; bit < at + 5; bit++) {
                int one = bit < bits ? (digest[bit / 8] >> (7 - bit % 8)) & 1 : 0;
                five = (five << 1) | one;
            }
            text.append(BASE32.charAt(five));
        }
        return text.toString();
    }

    /** Without nulls, every scalar a text, lists sorted. */
    private static JsonValue normal(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObject.Builder made = JsonObject.builder();
            object.members()
                    .forEach(
                            (name, member) -> {
                                if (member != JsonNull.NULL) {
                                    made.put(name, normal(member));
                                }
                            });
            return made.build();
        }
        if (value instanceof JsonArray array) {
            List<String> texts =
                    array.values().stream()
                            .filter(one -> one != JsonNull.NULL)
                            .map(DeviceDocument::text)
                            .sorted()
                            .toList();
            return JsonValue.of(texts);
        }
        return new JsonString(text(value));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonBoolean) {
            return value == JsonBoolean.TRUE ? "True" : "False";
        }
        return CanonicalJson.text(value);
    }
}
