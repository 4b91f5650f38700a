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
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The existing "hardware service" fingerprint, which rich licences embed: digests of five
 * components and one over them.
 *
 * @param json the envelope
 * @param digests SHA-256 in hex of each component that the machine has
 * @param value the fingerprint, 64 hex digits
 */
public record HardwareDocument(
        JsonObject json, Map<Component, String> digests, String value, Instant collected) {

    private static final Set<String> MEMBERS =
            Set.of("version", "collected_at", "components", "component_digests", "fingerprint");
    private static final Set<String> COMPONENT = Set.of("raw", "normalized", "digest");

    /** The order in which the existing service writes members on one line. */
    private static final List<String> ORDER =
            List.of(
                    "payload",
                    "version",
                    "collected_at",
                    "components",
                    "component_digests",
                    "fingerprint",
                    "cpu",
                    "tpm",
                    "mac",
                    "disk",
                    "dongle",
                    "raw",
                    "normalized",
                    "digest",
                    "signature",
                    "algorithm",
                    "value",
                    "key_id");

    public HardwareDocument {
        digests = Map.copyOf(digests);
    }

    /**
     * Reads and verifies a file; beyond {@link Envelope#open}: {@code inconsistent}, {@code
     * key-not-in-force} when it was made.
     */
    public static Judged<HardwareDocument> read(String subject, byte[] bytes, ToolKeys keys) {
        return judged(subject, Envelope.open(Area.FINGERPRINT, subject, bytes, keys), keys);
    }

    /** As {@link #read}, from an envelope that stands in a licence. */
    public static Judged<HardwareDocument> read(String subject, JsonObject json, ToolKeys keys) {
        return judged(subject, Envelope.open(Area.FINGERPRINT, subject, json, keys), keys);
    }

    private static Judged<HardwareDocument> judged(
            String subject, Judged<Envelope> opened, ToolKeys keys) {
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        Envelope envelope = opened.value().get();
        return of(envelope.json())
                .map(document -> document.inForce(subject, envelope.keyId(), keys))
                .orElseGet(
                        () ->
                                Judged.refused(
                                        Area.FINGERPRINT.finding(
                                                "inconsistent",
                                                subject,
                                                "digests that follow from the components",
                                                "others",
                                                "make the document again on the device")));
    }

    private Judged<HardwareDocument> inForce(String subject, String keyId, ToolKeys keys) {
        return keys.objection(Area.FINGERPRINT, subject, keyId, collected)
                .<Judged<HardwareDocument>>map(Judged::refused)
                .orElseGet(() -> Judged.accepted(this));
    }

    /** Every digest is computed again: a code alone proves only that some key holder wrote it. */
    private static Optional<HardwareDocument> of(JsonObject json) {
        JsonObject payload = json.object("payload").orElse(JsonObject.EMPTY);
        JsonObject components = payload.object("components").orElse(JsonObject.EMPTY);
        JsonObject given = payload.object("component_digests").orElse(JsonObject.EMPTY);
        Optional<Instant> collected = payload.text("collected_at").flatMap(Timestamps::parse);
        Map<Component, String> digests = new EnumMap<>(Component.class);
        Set<String> names = new HashSet<>();
        for (Component component : Component.values()) {
            if (!component.inHardwareDocument()) {
                continue;
            }
            names.add(component.text());
            Optional<JsonObject> one = components.object(component.text());
            if (one.isEmpty()) {
                boolean absent =
                        components.find(component.text()).orElse(JsonNull.NULL) == JsonNull.NULL
                                && given.find(component.text()).orElse(JsonNull.NULL)
                                        == JsonNull.NULL;
                if (!absent) {
                    return Optional.empty();
                }
                continue;
            }
            Optional<String> raw = one.get().text("raw");
            String digest = raw.map(r -> digest(component.normalize(r))).orElse("");
            boolean follows =
                    one.get().names().equals(COMPONENT)
                            && one.get().text("normalized").equals(raw.map(component::normalize))
                            && one.get().text("digest").equals(Optional.of(digest))
                            && given.text(component.text()).equals(Optional.of(digest));
            if (!follows) {
                return Optional.empty();
            }
            digests.put(component, digest);
        }
        boolean formed =
                payload.names().equals(MEMBERS)
                        && names.containsAll(components.names())
                        && names.containsAll(given.names())
                        && !digests.isEmpty()
                        && payload.integer("version").equals(Optional.of(1L))
                        && collected.isPresent()
                        && payload.object("fingerprint").equals(Optional.of(fingerprint(given)));
        return formed
                ? Optional.of(
                        new HardwareDocument(
                                json,
                                digests,
                                fingerprint(given).requireText("value"),
                                collected.get()))
                : Optional.empty();
    }

    /** Makes and signs a document; of several disks or cards the first in order stands in it. */
    public static HardwareDocument sign(HardwareReading reading, Instant collected, ToolKey key) {
        JsonObject.Builder components = JsonObject.builder();
        JsonObject.Builder digests = JsonObject.builder();
        for (Component component : Component.values()) {
            if (!component.inHardwareDocument()) {
                continue;
            }
            Optional<String> raw = reading.first(component);
            components.put(component.text(), raw.map(r -> entry(component, r)).orElse(null));
            raw.ifPresent(r -> digests.put(component.text(), digest(component.normalize(r))));
        }
        JsonObject payload =
                JsonObject.builder()
                        .put("version", 1)
                        .put("collected_at", Timestamps.format(collected))
                        .put("components", components.build())
                        .put("component_digests", digests.build())
                        .put("fingerprint", fingerprint(digests.build()))
                        .build();
        return of(key.seal(payload))
                .orElseThrow(() -> new IllegalArgumentException("a machine without components"));
    }

    private static JsonObject entry(Component component, String raw) {
        String normal = component.normalize(raw);
        return JsonObject.builder()
                .put("raw", raw)
                .put("normalized", normal)
                .put("digest", digest(normal))
                .build();
    }

    private static JsonObject fingerprint(JsonObject digests) {
        JsonObject whole =
                JsonObject.builder().put("version", 1).put("components", digests).build();
        return JsonObject.builder()
                .put("algorithm", "sha256")
                .put("value", Digest.sha256(CanonicalJson.bytes(whole)).hex())
                .build();
    }

    static String digest(String normalized) {
        return Digest.sha256(normalized.getBytes(StandardCharsets.UTF_8)).hex();
    }

    public JsonObject payload() {
        return json.object("payload").orElseThrow();
    }

    public JsonObject signature() {
        return json.object("signature").orElseThrow();
    }

    /** The raw text of a component, when the machine has it. */
    public Optional<String> raw(Component component) {
        return payload()
                .object("components")
                .flatMap(all -> all.object(component.text()))
                .flatMap(one -> one.text("raw"));
    }

    /** On one line, in the order of the existing service. */
    public byte[] lineBytes() {
        return PythonJson.line(json, Comparator.comparingInt(ORDER::indexOf));
    }

    /** Indented and sorted, as the existing provisioner keeps it. */
    public byte[] fileBytes() {
        return PythonJson.indented(json);
    }

    /** How this machine differs from the one of the document. */
    public Drift drift(HardwareReading now) {
        List<Component> changed = new ArrayList<>();
        for (Component component : Component.values()) {
            if (!component.inHardwareDocument()) {
                continue;
            }
            String before = digests.getOrDefault(component, "");
            boolean same =
                    before.isEmpty()
                            ? now.of(component).isEmpty()
                            : now.of(component).stream()
                                    .map(raw -> digest(component.normalize(raw)))
                                    .anyMatch(before::equals);
            if (!same) {
                changed.add(component);
            }
        }
        Set<Component> found = new HashSet<>(digests.keySet());
        changed.forEach(found::remove);
        return Drift.ofHardware(changed, found);
    }

    @Override
    public String toString() {
        return "HardwareDocument[" + value + "]";
    }
}
