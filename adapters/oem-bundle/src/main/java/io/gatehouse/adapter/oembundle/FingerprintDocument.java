package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code config/fingerprint.expected.json}: the device that the bundle is for. */
final class FingerprintDocument {

    static final String PATH = "config/fingerprint.expected.json";
    private static final Set<String> MEMBERS = Set.of("fingerprint", "generated_at");

    /** A digest in hex or base32-like groups, or a placeholder such as UNPROVISIONED. */
    static final Pattern FINGERPRINT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9:_-]{0,255}");

    private FingerprintDocument() {}

    static JsonObject payload(String fingerprint, Instant created) {
        return JsonObject.builder()
                .put("fingerprint", fingerprint)
                .put("generated_at", Timestamps.format(created))
                .build();
    }

    /** The fingerprint of a payload, or empty when the payload has another form. */
    static Optional<String> fingerprint(JsonObject payload) {
        return payload.names().equals(MEMBERS)
                        && payload.text("generated_at").flatMap(Timestamps::parse).isPresent()
                ? payload.text("fingerprint").filter(f -> FINGERPRINT.matcher(f).matches())
                : Optional.empty();
    }
}
