package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonProfile;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.rule.RuleResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The licence registry of the existing provisioner, every line of it: form, code, no licence twice;
 * and among them a licence for this very device, of an admitted profile, in force now and for a
 * while.
 *
 * <p>The provisioner's own check looks at codes alone. Lines are not chained, so that one that was
 * taken out whole cannot be missed here; the digest of the file binds what was seen.
 */
public final class LicenceRegistry extends AbstractRule {

    private static final String PURPOSE = "licence";

    private record Line(String subject, CodedEnvelope envelope, Licence licence) {}

    LicenceRegistry() {
        super(
                "licence-registry",
                false,
                "Every line of the licence registry is genuine, and one licenses the device of this installation now.",
                Parameter.required("registry", Parameter.Kind.ARTEFACT, "JSONL of licences"),
                Parameter.required("profiles", Parameter.Kind.TEXTS, "profiles that will do"),
                Parameter.optional(
                        "min-remaining",
                        Parameter.Kind.DURATION,
                        "how long it must still be valid"),
                Parameter.optional(
                        "plain",
                        Parameter.Kind.FLAG,
                        "whether a licence without id will do, which the runtime refuses; false when absent"));
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public boolean canStand() {
        return true;
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
            String path = registry.item().path();
            JsonLines.read(inspection, registry, JsonProfile.SIGNED)
                    .flatMap(entries -> lines(inspection, path, entries))
                    .ifPresent(lines -> judge(inspection, given, path, device, lines));
        }
    }

    /** All lines; empty with findings where one is no licence. */
    private static Optional<List<Line>> lines(
            Inspection inspection, String path, List<JsonLines.Entry> entries) {
        if (entries.size() > RuleResult.MAX_MACS) {
            inspection.malformed(path, "at most " + RuleResult.MAX_MACS + " licences", "more");
            return Optional.empty();
        }
        List<Line> lines = new ArrayList<>();
        for (JsonLines.Entry entry : entries) {
            String subject = path + ":" + entry.line();
            JsonObject object = entry.value() instanceof JsonObject o ? o : JsonObject.EMPTY;
            CodedEnvelope.of(inspection, subject, object)
                    .ifPresent(
                            envelope ->
                                    Licence.read(inspection, subject, envelope.payload())
                                            .ifPresent(
                                                    licence ->
                                                            lines.add(
                                                                    new Line(
                                                                            subject, envelope,
                                                                            licence))));
        }
        return lines.size() == entries.size() ? Optional.of(lines) : Optional.empty();
    }

    private static void judge(
            Inspection inspection, Reading given, String path, String device, List<Line> lines) {
        refuseTwice(inspection, lines);
        int ofDevice = 0;
        List<String> doubts = new ArrayList<>();
        Optional<Line> chosen = Optional.empty();
        for (int at = 0; at < lines.size(); at++) {
            Line line = lines.get(at);
            if (!line.licence().isFor(device)) {
                continue;
            }
            ofDevice++;
            Optional<String> doubt =
                    isSuperseded(lines, at)
                            ? Optional.of("superseded")
                            : doubt(inspection, given, line.licence());
            doubt.ifPresent(d -> doubts.add(line.subject() + ": " + d));
            if (doubt.isEmpty()) {
                chosen = Optional.of(line);
            }
        }
        boolean genuine = true;
        for (Line line : lines) {
            // What is to count now needs a key that counts now; an old line, one that did then.
            boolean counts = chosen.filter(line::equals).isPresent();
            Instant at = counts ? inspection.context().asOf() : line.licence().issued();
            genuine &= line.envelope().isValid(inspection, line.subject(), PURPOSE, at);
        }
        if (chosen.isPresent() && genuine) {
            inspection.fact(RuleResult.DEVICES, new JsonString(device));
        } else if (chosen.isEmpty()) {
            refuse(inspection, given, path, device, ofDevice, doubts);
        }
    }

    private static void refuseTwice(Inspection inspection, List<Line> lines) {
        Set<Object> seen = new HashSet<>();
        for (Line line : lines) {
            Object identity =
                    line.licence().id().<Object>map(id -> id).orElse(line.envelope().payload());
            if (!seen.add(identity)) {
                inspection.fail(
                        "licence-twice",
                        line.subject(),
                        "each licence once",
                        line.licence().id().orElse("the same plain licence again"),
                        "find out who added the line, and restore the registry from a copy of before");
            }
        }
    }

    /** Why a licence for the device does not count; empty when it does. */
    private static Optional<String> doubt(Inspection inspection, Reading given, Licence licence) {
        Instant now = inspection.context().asOf();
        Duration ahead = given.duration("min-remaining").orElse(Duration.ZERO);
        if (licence.withdrawn()) {
            return Optional.of("revoked, or issued against its own policy");
        }
        if (!given.texts("profiles").contains(licence.profile())) {
            return Optional.of("profile " + Shown.text(licence.profile()));
        }
        if (licence.issued().isAfter(now.plus(Statement.SKEW))) {
            return Optional.of("issued in the future, " + licence.issued());
        }
        if (!now.plus(ahead).isBefore(licence.expires())) {
            return Optional.of("expires " + licence.expires());
        }
        return licence.id().isEmpty() && !given.flag("plain", false)
                ? Optional.of("a plain licence without id, which the runtime refuses")
                : Optional.empty();
    }

    /**
     * The last licence of a profile for a device is the one in force, or one that names another.
     */
    private static boolean isSuperseded(List<Line> lines, int at) {
        Licence licence = lines.get(at).licence();
        for (int i = 0; i < lines.size(); i++) {
            Licence other = lines.get(i).licence();
            boolean named = licence.id().isPresent() && licence.id().equals(other.supersedes());
            boolean again =
                    i > at
                            && other.profile().equals(licence.profile())
                            && other.fingerprint().equals(licence.fingerprint());
            if (i != at && (named || again)) {
                return true;
            }
        }
        return false;
    }

    private static void refuse(
            Inspection inspection,
            Reading given,
            String path,
            String device,
            int ofDevice,
            List<String> doubts) {
        boolean plainOnly =
                ofDevice > 0 && doubts.stream().allMatch(d -> d.contains("plain licence"));
        String code = ofDevice == 0 ? "not-licensed" : "licence-not-valid";
        inspection.fail(
                plainOnly ? "plain-licence" : code,
                path,
                "a licence of profile " + given.texts("profiles") + " for device " + device,
                ofDevice == 0 ? "none for this device" : String.join("; ", doubts),
                plainOnly
                        ? "issue it for the device's fingerprint document, so that it has an id"
                        : "append a licence for this device that supersedes the old one; edit no line");
    }
}
