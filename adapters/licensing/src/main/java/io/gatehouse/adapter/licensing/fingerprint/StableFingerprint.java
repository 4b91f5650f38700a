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
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Our own form: codes of a machine's parts under a key, and how much of their weight must be found
 * again. It holds no value of a part, depends on neither kernel nor host name nor order, and
 * outlives the repair of a part.
 *
 * <p>A code, not a digest: serial numbers are few enough to be tried out.
 *
 * @param json the envelope
 * @param codes by component, hex, sorted
 */
public record StableFingerprint(
        JsonObject json, Map<Component, SortedSet<String>> codes, Instant created) {

    private static final String SCHEMA = "gatehouse.fingerprint/1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "created_at", "components", "tpm", "device");
    private static final int MOST = 64;

    /** Below this weight two machines of a series may look alike. */
    public static final int FEWEST_WEIGHT = 6;

    /** Share of the enrolled weight that must be found again, in percent. */
    private static final int SHARE = 60;

    public StableFingerprint {
        Map<Component, SortedSet<String>> copy = new EnumMap<>(Component.class);
        codes.forEach(
                (component, all) ->
                        copy.put(component, Collections.unmodifiableSortedSet(new TreeSet<>(all))));
        codes = Collections.unmodifiableMap(copy);
    }

    /** Enrols a machine; refused as {@code weak-hardware} when too little identifies it. */
    public static Judged<StableFingerprint> enrol(
            HardwareReading reading, Instant created, ToolKey key) {
        Map<Component, SortedSet<String>> codes = codes(reading, key);
        int weight = weight(codes.keySet());
        if (weight < FEWEST_WEIGHT) {
            return Judged.refused(
                    Area.FINGERPRINT.finding(
                            "weak-hardware",
                            "this machine",
                            "parts of weight " + FEWEST_WEIGHT + " that identify it",
                            "weight " + weight + " of " + codes.keySet(),
                            "use a dongle, or one-time codes; serial numbers may need root"));
        }
        JsonObject components = components(codes);
        JsonObject payload =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("created_at", Timestamps.format(created))
                        .put("components", components)
                        .put("tpm", reading.tpmPresent() ? "present" : "absent")
                        .put("device", device(components))
                        .build();
        return Judged.accepted(new StableFingerprint(key.seal(payload), codes, created));
    }

    /** Reads and verifies a document; beyond {@link Envelope#open}: {@code inconsistent}. */
    public static Judged<StableFingerprint> read(String subject, byte[] bytes, ToolKeys keys) {
        Judged<Envelope> opened = Envelope.open(Area.FINGERPRINT, subject, bytes, keys);
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        return of(opened.value().get().json())
                .map(Judged::accepted)
                .orElseGet(
                        () ->
                                Judged.refused(
                                        Area.FINGERPRINT.finding(
                                                "inconsistent",
                                                subject,
                                                "a document of schema " + SCHEMA,
                                                "another",
                                                "enrol the machine again")));
    }

    private static Optional<StableFingerprint> of(JsonObject json) {
        JsonObject payload = json.object("payload").orElse(JsonObject.EMPTY);
        JsonObject components = payload.object("components").orElse(JsonObject.EMPTY);
        Optional<Instant> created = payload.text("created_at").flatMap(Timestamps::parse);
        Map<Component, SortedSet<String>> codes = new EnumMap<>(Component.class);
        for (Component component : Component.values()) {
            SortedSet<String> all = new TreeSet<>();
            for (JsonValue one : components.array(component.text())) {
                if (one instanceof JsonString text && text.value().matches("[0-9a-f]{96}")) {
                    all.add(text.value());
                }
            }
            if (!all.isEmpty() && all.size() <= MOST) {
                codes.put(component, all);
            }
        }
        boolean formed =
                payload.names().equals(MEMBERS)
                        && payload.text("schema").equals(Optional.of(SCHEMA))
                        && created.isPresent()
                        && components.equals(components(codes)) // nothing that was passed over
                        && weight(codes.keySet()) >= FEWEST_WEIGHT
                        && payload.text("tpm")
                                .filter(Set.of("present", "absent")::contains)
                                .isPresent()
                        && payload.text("device").equals(Optional.of(device(components)));
        return formed
                ? Optional.of(new StableFingerprint(json, codes, created.get()))
                : Optional.empty();
    }

    /**
     * How this machine differs from the one enrolled. A component is found again when one of its
     * values is; it counts as changed unless all are.
     *
     * @param key the one that the document was signed with
     */
    public Drift drift(HardwareReading now, ToolKey key) {
        Map<Component, SortedSet<String>> current = codes(now, key);
        List<Component> changed = new ArrayList<>();
        List<Component> lost = new ArrayList<>();
        for (Map.Entry<Component, SortedSet<String>> one : codes.entrySet()) {
            Set<String> there = current.getOrDefault(one.getKey(), Collections.emptySortedSet());
            if (!there.containsAll(one.getValue())) {
                changed.add(one.getKey());
            }
            if (Collections.disjoint(there, one.getValue())) {
                lost.add(one.getKey());
            }
        }
        if (changed.isEmpty()) {
            return new Drift(Drift.Verdict.MATCH, changed, List.of());
        }
        int all = weight(codes.keySet());
        boolean enough = (all - weight(lost)) * 100 >= all * SHARE;
        return new Drift(
                enough ? Drift.Verdict.DEGRADED : Drift.Verdict.REBIND_REQUIRED,
                changed,
                enough ? changed : List.of());
    }

    /** The machine's name in this form: {@code GH-} and 40 hex digits. */
    public String device() {
        return json.object("payload").orElseThrow().requireText("device");
    }

    /** The document's file. */
    public byte[] fileBytes() {
        return PythonJson.indented(json);
    }

    private static String device(JsonObject components) {
        return "GH-" + Digest.sha384(CanonicalJson.bytes(components)).hex().substring(0, 40);
    }

    private static JsonObject components(Map<Component, SortedSet<String>> codes) {
        JsonObject.Builder made = JsonObject.builder();
        codes.forEach((component, all) -> made.put(component.text(), List.copyOf(all)));
        return made.build();
    }

    private static Map<Component, SortedSet<String>> codes(HardwareReading reading, ToolKey key) {
        Map<Component, SortedSet<String>> codes = new EnumMap<>(Component.class);
        reading.values()
                .forEach(
                        (component, raws) -> {
                            SortedSet<String> all = new TreeSet<>();
                            raws.forEach(raw -> all.add(code(component, raw, key)));
                            codes.put(component, all);
                        });
        return codes;
    }

    private static String code(Component component, String raw, ToolKey key) {
        String text = SCHEMA + "\n" + component.text() + "\n" + component.normalize(raw);
        return HexFormat.of().formatHex(key.code(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static int weight(Iterable<Component> components) {
        int sum = 0;
        for (Component component : components) {
            sum += component.weight();
        }
        return sum;
    }
}
