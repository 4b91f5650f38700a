package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.rule.RuleResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The licence registry of the existing provisioner, every line of it: form, code, no licence twice;
 * and among them a licence for this very device, of an admitted profile, in force now and for a
 * while.
 *
 * <p>The provisioner's own check looks at codes alone. Its lines are not chained, so that one that
 * was taken out whole cannot be missed here; the digest of the file binds what was seen, and {@link
 * LicenceValid} looks at the chain that licences of ours have.
 */
public final class LicenceRegistry extends AbstractRule {

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

    /** 3: takes codes of keys of purpose licence-signing too. */
    @Override
    public int version() {
        return 3;
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
            LicenceLines.read(inspection, registry, RuleResult.MAX_MACS)
                    .ifPresent(lines -> judge(inspection, given, device, lines));
        }
    }

    private static void judge(
            Inspection inspection, Reading given, String device, LicenceLines registry) {
        registry.refuseTwice(inspection);
        int ofDevice = 0;
        List<String> doubts = new ArrayList<>();
        Optional<LicenceLines.Line> chosen = Optional.empty();
        for (LicenceLines.Line line : registry.lines()) {
            if (!line.licence().isFor(device)) {
                continue;
            }
            ofDevice++;
            Optional<String> doubt =
                    registry.doubt(
                            line,
                            inspection.context().asOf(),
                            given.texts("profiles"),
                            given.duration("min-remaining").orElse(Duration.ZERO),
                            given.flag("plain", false));
            doubt.ifPresent(d -> doubts.add(line.subject() + ": " + d));
            if (doubt.isEmpty()) {
                chosen = Optional.of(line);
            }
        }
        boolean genuine = registry.areGenuine(inspection, chosen);
        if (chosen.isPresent() && genuine) {
            inspection.fact(RuleResult.DEVICES, new JsonString(device));
        } else if (chosen.isEmpty()) {
            refuse(inspection, given, registry.path(), device, ofDevice, doubts);
        }
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
