package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.fingerprint.DeviceProof;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How a licence came into force on a machine, signed with a key of fingerprints: evidence for the
 * rule {@code device-licensed}. It holds neither a code nor the id of a dongle.
 */
public final class ActivationRecord {

    /** Beside the active licence. */
    public static final String FILE = "activation.json";

    private static final String SCHEMA = "gatehouse.licence-activation/1";

    private ActivationRecord() {}

    /** The file's bytes. */
    public static byte[] of(Licence licence, DeviceProof proof, Instant at, ToolKey key) {
        JsonObject payload =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("license_id", licence.id())
                        .put("fingerprint", licence.fingerprint())
                        .put("proof", proof.text())
                        .put("activated_at", Timestamps.format(at.truncatedTo(ChronoUnit.SECONDS)))
                        .build();
        return (CanonicalJson.text(key.seal(payload)) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
