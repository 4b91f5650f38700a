package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fingerprint of the existing hardware service: a digest over the digests of components. Every
 * one is computed again; a code proves only that some holder of the key wrote them.
 */
final class HardwareFingerprint {

    private static final Map<String, Pattern> DIGESTS =
            Map.of(
                    "sha256", Pattern.compile("[0-9a-f]{64}"),
                    "sha384", Pattern.compile("[0-9a-f]{96}"));

    private HardwareFingerprint() {}

    /**
     * The fingerprint as {@code sha256:<hex>}; empty when it does not follow from the components.
     *
     * @param document payload of a hardware document
     */
    static Optional<String> of(JsonObject document) {
        JsonObject fingerprint = document.object("fingerprint").orElse(JsonObject.EMPTY);
        JsonObject digests = document.object("component_digests").orElse(JsonObject.EMPTY);
        JsonObject components = document.object("components").orElse(JsonObject.EMPTY);
        String algorithm = fingerprint.text("algorithm").orElse("");
        String value = fingerprint.text("value").orElse("");
        boolean formed =
                DIGESTS.containsKey(algorithm)
                        && DIGESTS.get(algorithm).matcher(value).matches()
                        && !digests.names().isEmpty()
                        && digests.names().stream()
                                .allMatch(n -> follows(digests.find(n), components.object(n)));
        return formed && whole(algorithm, digests).equals(value)
                ? Optional.of(algorithm + ":" + value)
                : Optional.empty();
    }

    private static String whole(String algorithm, JsonObject digests) {
        JsonObject whole =
                JsonObject.builder().put("components", digests).put("version", 1).build();
        byte[] bytes = CanonicalJson.bytes(whole);
        return (algorithm.equals("sha256") ? Digest.sha256(bytes) : Digest.sha384(bytes)).hex();
    }

    /** A component that the device lacks has neither digest nor text. */
    private static boolean follows(Optional<JsonValue> digest, Optional<JsonObject> component) {
        if (component.isEmpty()) {
            return !(digest.orElseThrow() instanceof JsonString);
        }
        String normalized = component.get().text("normalized").orElse("");
        String made = Digest.sha256(normalized.getBytes(StandardCharsets.UTF_8)).hex();
        return digest.equals(Optional.of(new JsonString(made)))
                && component.get().text("digest").equals(Optional.of(made));
    }
}
