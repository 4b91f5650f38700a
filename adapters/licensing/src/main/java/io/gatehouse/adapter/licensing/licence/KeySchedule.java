package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * When keys were last rotated: the existing rotation registry. Immutable.
 *
 * <p>Signing does not rotate a key: the existing provisioner writes the date anew with each
 * signature, so that a key in use never becomes due.
 *
 * @param rotated by {@code <key id>::<purpose>}, lower case
 */
public record KeySchedule(JsonObject rotated) {

    /** Purpose of the keys that sign licences. */
    public static final String LICENCES = "oem-license-signing";

    /** Age at which a key is due, when nothing else was agreed. */
    public static final Duration INTERVAL = Duration.ofDays(90);

    private static final int LARGEST = 1024 * 1024;

    /** Reads the registry; {@code malformed}. */
    public static Judged<KeySchedule> read(String subject, byte[] bytes) {
        if (bytes.length <= LARGEST
                && StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject object
                && object.names().stream().allMatch(name -> time(object, name).isPresent())) {
            return Judged.accepted(new KeySchedule(object));
        }
        return Judged.refused(
                Area.KEYS.finding(
                        "malformed",
                        subject,
                        "an object of times by key and purpose",
                        "another form",
                        "restore the rotation registry"));
    }

    /**
     * The key to sign with: of those not due the one rotated longest ago, so that a fresh key is
     * not worn before its turn. Refused as {@code key-due} when there is none; a key whose rotation
     * nobody recorded is due.
     */
    public Judged<ToolKey> select(ToolKeys keys, String purpose, Instant now, Duration interval) {
        Optional<ToolKey> chosen =
                keys.ids().stream()
                        .filter(id -> keys.find(id).filter(key -> key.isInForce(now)).isPresent())
                        .filter(id -> !isDue(id, purpose, now, interval))
                        .min(
                                Comparator.comparing(
                                                (String id) ->
                                                        time(rotated, name(id, purpose))
                                                                .orElseThrow())
                                        .thenComparing(Comparator.naturalOrder()))
                        .flatMap(keys::find);
        return chosen.map(Judged::accepted)
                .orElseGet(
                        () ->
                                Judged.refused(
                                        Area.KEYS.finding(
                                                "key-due",
                                                purpose,
                                                "a key rotated within "
                                                        + interval.toDays()
                                                        + " days",
                                                "none of " + keys.ids(),
                                                "rotate a key, and record that it was rotated")));
    }

    /** Whether a key must be rotated before it signs again; a time in the future is no rotation. */
    public boolean isDue(String keyId, String purpose, Instant now, Duration interval) {
        return time(rotated, name(keyId, purpose))
                .filter(at -> !at.isAfter(now) && at.plus(interval).isAfter(now))
                .isEmpty();
    }

    /** The schedule after a rotation, which is an act of its own. */
    public KeySchedule rotated(String keyId, String purpose, Instant now) {
        return new KeySchedule(rotated.with(name(keyId, purpose), Timestamps.format(now)));
    }

    /** The file as the existing tools write it. */
    public byte[] fileBytes() {
        byte[] line = CanonicalJson.bytes(rotated);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    private static String name(String keyId, String purpose) {
        return (keyId + "::" + purpose).toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> time(JsonObject object, String name) {
        return object.text(name).flatMap(Timestamps::parse);
    }
}
