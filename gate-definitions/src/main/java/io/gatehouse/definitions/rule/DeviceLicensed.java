package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The licence registry holds a licence for this very device, of an admitted profile, valid now and
 * for a while. Its HMAC is not checked here: whoever could check it could forge it, and this rule
 * holds no secret; that is the licensing adapter's part.
 */
public final class DeviceLicensed extends AbstractRule {

    DeviceLicensed() {
        super(
                "device-licensed",
                false,
                "The registry has a current licence of an admitted profile for the device of this installation.",
                Parameter.required("registry", Parameter.Kind.ARTEFACT, "JSONL of licences"),
                Parameter.required("profiles", Parameter.Kind.TEXTS, "profiles that will do"),
                Parameter.optional(
                        "min-remaining",
                        Parameter.Kind.DURATION,
                        "how long it must still be valid"));
    }

    /** 2: names the device. */
    @Override
    public int version() {
        return 2;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        String device = inspection.context().installation().governance().device();
        if (device.isBlank()) {
            inspection.error(
                    "no-device",
                    "installation",
                    "a device fingerprint",
                    "none",
                    "found the installation anew");
            return;
        }
        for (Observation registry : inspection.readable(given.artefact("registry").orElseThrow())) {
            Optional<List<JsonLines.Entry>> lines = JsonLines.read(inspection, registry);
            lines.ifPresent(all -> judge(inspection, given, registry.item().path(), device, all));
        }
    }

    private static void judge(
            Inspection inspection,
            Reading given,
            String path,
            String device,
            List<JsonLines.Entry> lines) {
        List<String> doubts = new ArrayList<>();
        int ofDevice = 0;
        boolean licensed = false;
        for (JsonLines.Entry line : lines) {
            Optional<JsonObject> payload =
                    line.value() instanceof JsonObject object
                            ? object.object("payload")
                            : Optional.empty();
            if (payload.isEmpty()) {
                inspection.malformed(
                        path + ":" + line.line(),
                        "a licence with 'payload' and 'signature'",
                        "another line");
                return;
            }
            if (fingerprints(payload.get()).stream().anyMatch(device::equalsIgnoreCase)) {
                ofDevice++;
                String doubt = doubt(inspection, given, (JsonObject) line.value(), payload.get());
                licensed |= doubt.isEmpty();
                if (!doubt.isEmpty()) {
                    doubts.add("line " + line.line() + ": " + doubt);
                }
            }
        }
        if (licensed) {
            inspection.fact(RuleResult.DEVICES, new JsonString(device));
        } else {
            inspection.fail(
                    ofDevice == 0 ? "not-licensed" : "licence-not-valid",
                    path,
                    "a licence of profile " + given.texts("profiles") + " for device " + device,
                    ofDevice == 0 ? "none for this device" : String.join("; ", doubts),
                    "provision a licence for this device");
        }
    }

    /** The forms of both kinds of licence, and the list of ours. */
    private static List<String> fingerprints(JsonObject payload) {
        List<String> all = new ArrayList<>();
        payload.text("fingerprint").ifPresent(all::add);
        payload.object("fingerprint")
                .ifPresent(
                        f -> {
                            f.text("value").ifPresent(all::add);
                            f.text("value")
                                    .ifPresent(
                                            v -> all.add(f.text("algorithm").orElse("") + ":" + v));
                        });
        for (JsonValue value : payload.array("fingerprints")) {
            if (value instanceof JsonString text) {
                all.add(text.value());
            }
        }
        return all;
    }

    private static String doubt(
            Inspection inspection, Reading given, JsonObject licence, JsonObject payload) {
        boolean signed =
                licence.object("signature")
                        .filter(s -> s.text("algorithm").orElse("").equals("HMAC-SHA384"))
                        .filter(s -> s.text("value").filter(v -> v.length() == 64).isPresent())
                        .isPresent();
        if (!signed) {
            return "not signed with HMAC-SHA384";
        }
        String profile = payload.text("profile").orElse("none");
        if (!given.texts("profiles").contains(profile)) {
            return "another profile";
        }
        Optional<Instant> issued = payload.text("issued_at").flatMap(Timestamps::parse);
        Optional<Instant> expires = payload.text("expires_at").flatMap(Timestamps::parse);
        if (issued.isEmpty() || expires.isEmpty()) {
            return "no issued_at or expires_at that can be read";
        }
        Instant now = inspection.context().asOf();
        if (issued.get().isAfter(now)) {
            return "issued in the future, " + issued.get();
        }
        Duration ahead = given.duration("min-remaining").orElse(Duration.ZERO);
        return now.plus(ahead).isBefore(expires.get()) ? "" : "expires " + expires.get();
    }
}
