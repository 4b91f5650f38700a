package io.gatehouse.audit.log;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The schemas that may be named to the verifier: v2 of the existing tools and ours.
 *
 * <p>Every line is held to our schema, which is the narrower one, whichever is named. Another
 * schema is refused: it could demand more than is checked, and a "verified" would then say too
 * much.
 */
public final class KnownSchemas {

    /** Names for v2 that the existing verifier knows. */
    public static final List<String> ALIASES =
            List.of(
                    "decision_log_v2",
                    "builtin:decision_log_v2",
                    "https://example.com/schemas/decision_log_v2.json",
                    "Decision Log Entry v2");

    /** Members that describe and do not judge. */
    private static final Set<String> ANNOTATIONS =
            Set.of("$schema", "$id", "$comment", "title", "description");

    /** Digests of what is left of a known schema without its annotations. */
    private static final Set<Digest> KNOWN =
            Set.of(
                    Digest.parse(
                            "sha384:85bc27ba6fcf938f299896b80dc8c735875083d7bb941054"
                                    + "d0bf4fad9061fddc514a1d2b9ac4661b89aa9f8bb369f125"),
                    Digest.parse(
                            "sha384:286f7b3e4d769cd3d06d8329ca82224c76137d5c0cdf068e"
                                    + "8680b0984ad423aff77205f6d649136d67c2bd34ea0964c0"));

    private KnownSchemas() {}

    public static boolean isAlias(String name) {
        return ALIASES.contains(name);
    }

    /** Whether the bytes are one of the two schemas, whatever its titles and descriptions say. */
    public static boolean isKnown(byte[] bytes) {
        return StrictJson.readEvidence(bytes) instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject schema
                && KNOWN.contains(fingerprint(schema));
    }

    static Digest fingerprint(JsonObject schema) {
        return Digest.of((JsonObject) judging(schema, false));
    }

    /** A property may be called "title": names below "properties" and "definitions" all count. */
    private static JsonValue judging(JsonValue value, boolean names) {
        if (value instanceof JsonArray array) {
            return new JsonArray(array.values().stream().map(v -> judging(v, false)).toList());
        }
        if (!(value instanceof JsonObject object)) {
            return value;
        }
        TreeMap<String, JsonValue> kept = new TreeMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            String name = member.getKey();
            if (names || !ANNOTATIONS.contains(name)) {
                boolean inner = !names && Set.of("properties", "definitions").contains(name);
                kept.put(name, judging(member.getValue(), inner));
            }
        }
        return new JsonObject(kept);
    }
}
