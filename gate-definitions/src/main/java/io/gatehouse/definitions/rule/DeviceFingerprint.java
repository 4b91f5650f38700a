package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A signed document of a device's parts, in one of three forms: that of the existing hardware
 * service (components and their digests), that of the existing device script (factors), and our
 * own, {@code gatehouse.fingerprint/1}. The name of the device is computed again from what stands
 * in the document.
 *
 * @param value {@code sha256:<hex>}, groups of base32, or {@code GH-<hex>}
 * @param made when the device was looked at
 * @param parts what identifies it, such as {@code cpu} and {@code mac}
 */
record DeviceFingerprint(String path, String value, Instant made, Set<String> parts) {

    /** How much a part says about identity, as the enrolment of a machine counts it. */
    private static final Map<String, Integer> WEIGHTS =
            Map.of("cpu", 1, "tpm", 4, "mac", 3, "disk", 3, "dongle", 4, "board", 4);

    /** Parts of the device script under the names of the others. */
    private static final Map<String, String> FACTOR_NAMES =
            Map.of("cpu_id", "cpu", "mac_addresses", "mac");

    /** Below this weight two machines of a series may look alike. */
    private static final int FEWEST_WEIGHT = 6;

    /** Of the key that signs it: {@code evidence:fingerprint-signing}. */
    private static final String PURPOSE = "fingerprint-signing";

    private static final String OWN = "gatehouse.fingerprint/1";
    private static final Set<String> OWN_MEMBERS =
            Set.of("schema", "created_at", "components", "tpm", "device");
    private static final Set<String> HARDWARE =
            Set.of("version", "collected_at", "components", "component_digests", "fingerprint");
    private static final Set<String> FACTORS =
            Set.of("algorithm", "created_at", "factors", "fingerprint");

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int GROUP = 8;

    /** A genuine document; empty with a finding for another. */
    static Optional<DeviceFingerprint> read(Inspection inspection, Observation file) {
        String path = file.item().path();
        Optional<CodedEnvelope> envelope = CodedEnvelope.read(inspection, file);
        if (envelope.isEmpty()) {
            return Optional.empty();
        }
        JsonObject payload = envelope.get().payload();
        String time = payload.has("collected_at") ? "collected_at" : "created_at";
        Optional<Instant> made = payload.text(time).flatMap(Timestamps::parse);
        Optional<String> value = value(payload);
        if (made.isEmpty() || value.isEmpty()) {
            inspection.malformed(
                    path,
                    "a fingerprint that follows from the parts of the device, and its time",
                    made.isEmpty() ? "no time" : "another form, or another fingerprint");
            return Optional.empty();
        }
        // what a key signed while it was in force still counts; how old it may be, the rule says
        return envelope.get().isValid(inspection, path, PURPOSE, made.get())
                ? Optional.of(new DeviceFingerprint(path, value.get(), made.get(), parts(payload)))
                : Optional.empty();
    }

    private static Set<String> parts(JsonObject payload) {
        String member =
                payload.has("component_digests")
                        ? "component_digests"
                        : payload.has("factors") ? "factors" : "components";
        JsonObject all = payload.object(member).orElse(JsonObject.EMPTY);
        return all.names().stream()
                .filter(name -> isSaid(all.find(name).orElseThrow()))
                .map(name -> FACTOR_NAMES.getOrDefault(name, name))
                .filter(WEIGHTS::containsKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isSaid(JsonValue value) {
        return value instanceof JsonArray list ? list.size() > 0 : value != JsonNull.NULL;
    }

    /** Whether too little identifies the device, and no dongle stands in for it. */
    boolean isWeak() {
        return !parts.contains("dongle")
                && parts.stream().mapToInt(WEIGHTS::get).sum() < FEWEST_WEIGHT;
    }

    private static Optional<String> value(JsonObject payload) {
        if (payload.names().equals(HARDWARE)) {
            return HardwareFingerprint.of(payload)
                    .filter(v -> payload.integer("version").equals(Optional.of(1L)));
        }
        if (payload.names().equals(FACTORS)) {
            return payload.object("factors")
                    .map(DeviceFingerprint::ofFactors)
                    .filter(v -> payload.text("fingerprint").equals(Optional.of(v)))
                    .filter(v -> payload.text("algorithm").equals(Optional.of("SHA384")));
        }
        return payload.names().equals(OWN_MEMBERS)
                        && payload.text("schema").equals(Optional.of(OWN))
                ? payload.object("components")
                        .map(DeviceFingerprint::ofCodes)
                        .filter(v -> payload.text("device").equals(Optional.of(v)))
                : Optional.empty();
    }

    private static String ofCodes(JsonObject components) {
        return "GH-" + Digest.of(components).hex().substring(0, 40);
    }

    /** Ten groups, 77 characters of base32 (RFC 4648) without padding. */
    private static String ofFactors(JsonObject factors) {
        String hex = Digest.sha384(CanonicalJson.bytes(normal(factors))).hex();
        // 384 bits are 76 times five and four more, which one more zero bit fills up
        BigInteger bits = new BigInteger(hex, 16).shiftLeft(1);
        StringBuilder text = new StringBuilder();
        for (int at = 76; at >= 0; at--) {
            text.append(BASE32.charAt(bits.shiftRight(at * 5).intValue() & 31));
        }
        for (int at = text.length() / GROUP * GROUP; at > 0; at -= GROUP) {
            text.insert(at, '-');
        }
        return text.toString();
    }

    /** As the script normalises: without nulls, every scalar a text, lists sorted. */
    private static JsonValue normal(JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObject.Builder made = JsonObject.builder();
            for (String name : object.names()) {
                JsonValue member = object.find(name).orElseThrow();
                if (member != JsonNull.NULL) {
                    made.put(name, normal(member));
                }
            }
            return made.build();
        }
        if (value instanceof JsonArray array) {
            List<String> texts =
                    array.values().stream()
                            .filter(one -> one != JsonNull.NULL)
                            .map(DeviceFingerprint::text)
                            .sorted(Comparator.naturalOrder())
                            .toList();
            return JsonValue.of(texts);
        }
        return new JsonString(text(value));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonBoolean flag) {
            return flag.value() ? "True" : "False";
        }
        return CanonicalJson.text(value);
    }

    /** Whether a text names this device, with or without the algorithm and in either case. */
    boolean isNamed(String other) {
        return bare(other).equals(bare(value));
    }

    private static String bare(String fingerprint) {
        return fingerprint.substring(fingerprint.indexOf(':') + 1).toUpperCase(Locale.ROOT);
    }
}
