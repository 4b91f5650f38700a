package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.PythonJson;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The revocation list as its issuer keeps it: {@link RevocationList} with the reasons, for writing.
 * Immutable; nothing that was revoked ever leaves it.
 *
 * @param entries by licence id, trimmed and lower case
 */
public record RevocationRegister(SortedMap<String, Entry> entries) {

    /** An empty one, to begin with. */
    public static final RevocationRegister EMPTY = new RevocationRegister(new TreeMap<>());

    /** What is written of an id: one of ours, 32 hex digits. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private static final int LONGEST_REASON = 500;

    /**
     * Why and when; empty where the list from which it was taken over does not say.
     *
     * @param reason one line of at most 500 characters
     */
    public record Entry(Optional<String> reason, Optional<Instant> revokedAt) {}

    public RevocationRegister {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    /** Reads and verifies a list as {@link RevocationList#read} does, with what it says of each. */
    public static Judged<RevocationRegister> read(String subject, byte[] bytes, ToolKeys keys) {
        Judged<RevocationList> list = RevocationList.read(subject, bytes, keys);
        Judged<Envelope> envelope = Envelope.open(Area.REVOCATION, subject, bytes, keys);
        if (list.value().isEmpty() || envelope.value().isEmpty()) {
            return Judged.refused(list.findings());
        }
        TreeMap<String, Entry> entries = new TreeMap<>();
        list.value()
                .get()
                .ids()
                .forEach(id -> entries.put(id, new Entry(Optional.empty(), Optional.empty())));
        JsonObject payload = envelope.value().get().object().orElse(JsonObject.EMPTY);
        for (JsonValue one : payload.array("revoked")) {
            if (one instanceof JsonObject object) {
                entries.computeIfPresent(
                        RevocationList.normal(object.text("license_id").orElse("")),
                        (id, none) ->
                                new Entry(
                                        object.text("reason").filter(RevocationRegister::isReason),
                                        object.text("revoked_at").flatMap(Timestamps::parse)));
            }
        }
        return Judged.accepted(new RevocationRegister(entries));
    }

    /** Whether a text can stand in the list. */
    public static boolean isReason(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_REASON
                && text.chars().noneMatch(Character::isISOControl);
    }

    /**
     * With one licence more; what was revoked before keeps its reason and time. Refused as {@code
     * other-id}.
     */
    public Judged<RevocationRegister> with(String licenceId, String reason, Instant now) {
        String id = RevocationList.normal(licenceId);
        if (!ID.matcher(id).matches() || !isReason(reason)) {
            return Judged.refused(
                    Area.REVOCATION.finding(
                            "other-id",
                            licenceId,
                            "a license_id of 32 hex digits, and a reason on one line",
                            "another",
                            "take the id from the licence or the registry"));
        }
        TreeMap<String, Entry> more = new TreeMap<>(entries);
        more.putIfAbsent(
                id,
                new Entry(Optional.of(reason), Optional.of(now.truncatedTo(ChronoUnit.SECONDS))));
        return Judged.accepted(new RevocationRegister(more));
    }

    /** The signed list as the existing tools write and read it. */
    public byte[] signed(Instant generated, ToolKey key) {
        List<JsonObject> rows = new ArrayList<>();
        entries.forEach(
                (id, entry) -> {
                    JsonObject.Builder row = JsonObject.builder().put("license_id", id);
                    entry.reason().ifPresent(reason -> row.put("reason", reason));
                    entry.revokedAt().ifPresent(at -> row.put("revoked_at", Timestamps.format(at)));
                    rows.add(row.build());
                });
        return PythonJson.indented(
                key.seal(
                        JsonObject.builder()
                                .put(
                                        "generated_at",
                                        Timestamps.format(
                                                generated.truncatedTo(ChronoUnit.SECONDS)))
                                .put("revoked", rows)
                                .build()));
    }
}
