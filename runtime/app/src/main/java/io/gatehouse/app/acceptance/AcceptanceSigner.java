package io.gatehouse.app.acceptance;

import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs the report of an acceptance with the youngest key in force of purpose {@link #PURPOSE}: who
 * may write the report's file but not read that key can turn no {@code failed} into an {@code ok}.
 *
 * <p>The signature is the report's member {@code signature}: {@code {algorithm, key_id, value}},
 * HMAC-SHA384 in base64 over the canonical bytes of the report without it.
 */
public final class AcceptanceSigner {

    /** What the rule {@code installer-accepted} checks the report with. */
    public static final KeyPurpose PURPOSE = KeyPurpose.evidence("acceptance");

    private static final KeyAlgorithm ALGORITHM = KeyAlgorithm.HMAC_SHA384;

    private final HmacKey key;

    private AcceptanceSigner(HmacKey key) {
        this.key = key;
    }

    /**
     * With a key of the ring; empty when none of the purpose is in force at that time or its secret
     * cannot be had here.
     *
     * @param keys limited to what was adopted; stays open as long as this is used
     */
    public static Optional<AcceptanceSigner> of(OpenKeyRing keys, Instant now) {
        Optional<KeyEntry> entry = keys.ring().signingKey(PURPOSE, ALGORITHM, now);
        try {
            return entry.map(e -> new AcceptanceSigner(keys.hmac(e.id())));
        } catch (KeyFaultException e) {
            // never why: the reason may name where the secret is
            return Optional.empty();
        }
    }

    /** The report with its signature. */
    JsonObject sign(JsonObject report) {
        String code = Base64.getEncoder().encodeToString(key.sign(CanonicalJson.bytes(report)));
        return report.with(
                "signature",
                JsonObject.builder()
                        .put("algorithm", ALGORITHM.text())
                        .put("key_id", key.id().value())
                        .put("value", code)
                        .build());
    }

    @Override
    public String toString() {
        return "AcceptanceSigner[" + key.id() + "]";
    }
}
