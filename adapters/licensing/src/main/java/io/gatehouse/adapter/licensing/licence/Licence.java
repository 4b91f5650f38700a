package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.PythonJson;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A signed licence in the rich form of {@code core.oem.license}, whose code was verified.
 *
 * @param json the envelope
 * @param id 32 hex digits
 * @param keyId key that signed it
 * @param features sorted, each once
 * @param seats how many instances may run; empty when the licence does not say
 * @param withdrawn whether the licence itself says that it no longer counts
 */
public record Licence(
        JsonObject json,
        String id,
        String keyId,
        String profile,
        String issuer,
        Instant issued,
        Instant expires,
        List<String> features,
        Optional<Long> seats,
        boolean withdrawn) {

    /** Longest validity. */
    public static final Duration LONGEST = Duration.ofDays(1095);

    static final String SCHEMA = "core.oem.license";
    static final String SCHEMA_VERSION = "1.0";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Set<String> MUST =
            Set.of(
                    "schema",
                    "schema_version",
                    "license_id",
                    "mode",
                    "fingerprint",
                    "fingerprint_payload",
                    "fingerprint_signature",
                    "issued_at",
                    "expires_at",
                    "profile",
                    "issuer",
                    "bundle_version",
                    "features",
                    "policy",
                    "policy_evaluation");
    private static final Set<String> MAY =
            Set.of("notes", "seats", "subscription", "revoked", "revoked_at", "supersedes");

    public Licence {
        features = List.copyOf(features);
    }

    /**
     * Reads and verifies a licence's code and form, not whether it counts here and now. Codes
     * beyond {@link Envelope#open}: {@code id-missing}, {@code other-form}, {@code
     * key-not-in-force} when it was issued.
     */
    public static Judged<Licence> read(String subject, byte[] bytes, ToolKeys keys) {
        Judged<Envelope> opened = Envelope.open(Area.LICENCE, subject, bytes, keys);
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        Envelope envelope = opened.value().get();
        JsonObject payload = envelope.object().orElse(JsonObject.EMPTY);
        if (!payload.has("license_id")) {
            // without an id it can be neither revoked nor told from its copy
            return Judged.refused(
                    Area.LICENCE.finding(
                            "id-missing",
                            subject,
                            "a license_id",
                            "none",
                            "have it issued for the device's fingerprint document"));
        }
        Optional<String> fault = fault(payload);
        return fault.isPresent()
                ? Judged.refused(
                        Area.LICENCE.finding(
                                "other-form",
                                subject,
                                fault.get(),
                                "another form",
                                "have it issued again"))
                : inForce(subject, of(envelope, payload), keys);
    }

    private static Judged<Licence> inForce(String subject, Licence licence, ToolKeys keys) {
        return keys.objection(Area.LICENCE, subject, licence.keyId(), licence.issued())
                .<Judged<Licence>>map(Judged::refused)
                .orElseGet(() -> Judged.accepted(licence));
    }

    private static Licence of(Envelope envelope, JsonObject payload) {
        return new Licence(
                envelope.json(),
                payload.requireText("license_id"),
                envelope.keyId(),
                payload.requireText("profile"),
                payload.requireText("issuer"),
                time(payload, "issued_at").orElseThrow(),
                time(payload, "expires_at").orElseThrow(),
                payload.array("features").stream().map(f -> ((JsonString) f).value()).toList(),
                payload.integer("seats"),
                isWithdrawn(payload));
    }

    /** What the payload should have and has not; empty for a sound one. */
    private static Optional<String> fault(JsonObject payload) {
        Set<String> unknown = new HashSet<>(payload.names());
        unknown.removeAll(MUST);
        unknown.removeAll(MAY);
        boolean texts =
                List.of("profile", "issuer", "bundle_version", "mode").stream()
                        .allMatch(name -> payload.text(name).filter(t -> !t.isBlank()).isPresent());
        Optional<Instant> issued = time(payload, "issued_at");
        Optional<Instant> expires = time(payload, "expires_at");
        if (!payload.names().containsAll(MUST)) {
            return Optional.of("all of " + MUST.stream().sorted().toList());
        } else if (!unknown.isEmpty()) {
            return Optional.of("no members that nobody here understands");
        } else if (!payload.text("schema").equals(Optional.of(SCHEMA))
                || !payload.text("schema_version").equals(Optional.of(SCHEMA_VERSION))) {
            return Optional.of("schema " + SCHEMA + " " + SCHEMA_VERSION);
        } else if (!ID.matcher(payload.text("license_id").orElse("")).matches()) {
            return Optional.of("a license_id of 32 hex digits");
        } else if (!texts || !isTexts(payload.find("features").orElseThrow())) {
            return Optional.of("texts where texts belong, and a list of features");
        } else if (issued.isEmpty() || expires.isEmpty() || !issued.get().isBefore(expires.get())) {
            return Optional.of("issued_at before expires_at, as 2026-11-20T12:00:00Z");
        } else if (payload.has("seats") && payload.integer("seats").filter(n -> n > 0).isEmpty()) {
            return Optional.of("seats, a positive integer");
        } else if (payload.object("fingerprint").isEmpty()
                || !payload.object("fingerprint")
                        .equals(
                                payload.object("fingerprint_payload")
                                        .flatMap(document -> document.object("fingerprint")))) {
            return Optional.of("the fingerprint of the document that it brings");
        }
        return Optional.empty();
    }

    private static boolean isWithdrawn(JsonObject payload) {
        boolean revoked =
                payload.has("revoked_at")
                        || (payload.has("revoked")
                                && !payload.flag("revoked").equals(Optional.of(false)));
        return revoked
                || !payload.object("policy_evaluation")
                        .flatMap(p -> p.find("errors"))
                        .equals(Optional.of(JsonArray.EMPTY));
    }

    private static boolean isTexts(JsonValue value) {
        return value instanceof JsonArray array
                && array.values().stream().allMatch(JsonString.class::isInstance);
    }

    private static Optional<Instant> time(JsonObject payload, String name) {
        return payload.text(name).flatMap(Timestamps::parse);
    }

    public JsonObject payload() {
        return json.object("payload").orElseThrow();
    }

    /** The embedded fingerprint document as an envelope of its own. */
    public JsonObject fingerprintDocument() {
        return JsonObject.builder()
                .put("payload", payload().find("fingerprint_payload").orElseThrow())
                .put("signature", payload().find("fingerprint_signature").orElseThrow())
                .build();
    }

    /** Value of the fingerprint, as it stands in the licence. */
    public String fingerprint() {
        return payload().object("fingerprint").flatMap(f -> f.text("value")).orElse("");
    }

    /** Digest of the canonical envelope; the same whatever the file's white space. */
    public Digest digest() {
        return Digest.of(json);
    }

    /** The file, as the existing provisioner writes it to a stick. */
    public byte[] fileBytes() {
        return PythonJson.indented(json);
    }

    /** The line of the registry, with its end. */
    public byte[] lineBytes() {
        byte[] line = PythonJson.line(json);
        byte[] ended = java.util.Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    /** A finding about this licence. */
    Finding finding(String code, String expected, String observed, String remedy) {
        return Area.LICENCE.finding(code, id, expected, observed, remedy);
    }

    /** Whether both say the same, white space aside. */
    boolean isSame(Licence other) {
        return CanonicalJson.text(json).equals(CanonicalJson.text(other.json));
    }

    @Override
    public String toString() {
        return "Licence[" + id + "]";
    }
}
