package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The record of how a licence came into force on a device, as {@code gatehouse licence activate}
 * signs it: by the device's parts, by its dongle, or by a one-time code (RFC 6238).
 */
final class ActivationProof {

    private static final String SCHEMA = "gatehouse.licence-activation/1";
    private static final String PURPOSE = "fingerprint-signing";
    private static final Set<String> MEMBERS =
            Set.of("schema", "license_id", "fingerprint", "proof", "activated_at");
    private static final Set<String> PROOFS = Set.of("parts", "dongle", "code");

    private ActivationProof() {}

    /** Demands that it is genuine and about this licence on this device. */
    static void judge(
            Inspection inspection,
            Observation file,
            DeviceFingerprint device,
            Optional<Licence> licence) {
        String path = file.item().path();
        Optional<CodedEnvelope> envelope = CodedEnvelope.read(inspection, file);
        if (envelope.isEmpty()) {
            return;
        }
        JsonObject payload = envelope.get().payload();
        Optional<Instant> at = payload.text("activated_at").flatMap(Timestamps::parse);
        boolean formed =
                payload.names().equals(MEMBERS)
                        && payload.text("schema").filter(SCHEMA::equals).isPresent()
                        && payload.text("proof").filter(PROOFS::contains).isPresent()
                        && at.isPresent();
        if (!formed) {
            inspection.malformed(path, "a record of an activation, " + SCHEMA, "another form");
            return;
        }
        Instant now = inspection.context().asOf();
        if (at.get().isAfter(now.plus(Statement.SKEW))) {
            inspection.error(
                    "future-dated",
                    path,
                    "a time not after " + now,
                    at.get().toString(),
                    "mend the clock");
        }
        boolean same =
                payload.text("fingerprint").filter(device::isNamed).isPresent()
                        && licence.flatMap(Licence::id).equals(payload.text("license_id"));
        if (!same) {
            inspection.fail(
                    "other-activation",
                    path,
                    "an activation of this licence on " + device.value(),
                    Shown.value(payload.find("license_id")),
                    "activate this licence on this device, and attach what that writes");
        }
        envelope.get().isValid(inspection, path, PURPOSE, at.get());
    }
}
