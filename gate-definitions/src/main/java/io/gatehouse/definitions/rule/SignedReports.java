package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Reports that a machine signed: {@code {"payload":{"kind":...},"signature":{"algorithm":"Ed25519",
 * "key_id":...,"value":base64url}}}, the signature over {@code gatehouse/ci/v1\n} and the canonical
 * bytes of the payload, by a key of purpose {@code ci} of the adopted list.
 */
final class SignedReports {

    private static final int MAX_BYTES = 256 * 1024;

    private SignedReports() {}

    /**
     * The payload, or empty with a finding.
     *
     * @param time the member of the payload that says when it was made, which the key must cover
     */
    static Optional<JsonObject> read(
            Inspection inspection, Observation report, String kind, String time) {
        String path = report.item().path();
        JsonObject envelope;
        try {
            byte[] bytes = report.content().orElseThrow().bytes();
            if (bytes.length > MAX_BYTES) {
                inspection.malformed(path, "at most " + MAX_BYTES + " bytes", "more");
                return Optional.empty();
            }
            envelope = StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            inspection.malformed(path, "a signed report", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        Optional<JsonObject> payload = envelope.object("payload");
        Optional<JsonObject> signature = envelope.object("signature");
        if (!envelope.names().equals(Set.of("payload", "signature"))
                || payload.isEmpty()
                || signature.isEmpty()) {
            // members outside the payload are not signed, and somebody might read them
            inspection.malformed(
                    path, "exactly 'payload' and 'signature'", envelope.names().toString());
            return Optional.empty();
        }
        if (!payload.get().text("kind").orElse("").equals(kind)) {
            inspection.fail(
                    "other-kind",
                    path,
                    kind,
                    payload.get().text("kind").orElse("none"),
                    "attach the right report");
            return Optional.empty();
        }
        Optional<Instant> made = payload.get().text(time).flatMap(Timestamps::parse);
        if (made.isEmpty()) {
            inspection.malformed(
                    path + " " + time, "a UTC time such as 2026-11-20T12:00:00Z", "none");
            return Optional.empty();
        }
        return isSigned(inspection, path, payload.get(), signature.get(), made.get())
                ? payload
                : Optional.empty();
    }

    private static boolean isSigned(
            Inspection inspection,
            String path,
            JsonObject payload,
            JsonObject signature,
            Instant made) {
        Optional<KeyRing> ring = Keys.ring(inspection);
        if (ring.isEmpty()) {
            return false;
        }
        String id = signature.text("key_id").orElse("");
        Optional<KeyEntry> key = entry(ring.get(), id);
        if (key.isEmpty()) {
            inspection.fail(
                    "unknown-key",
                    path,
                    "an adopted Ed25519 key of purpose ci",
                    id.isEmpty() ? "no key_id" : "key " + cut(id),
                    "sign the report with such a key, or adopt the key");
            return false;
        }
        Instant now = inspection.context().asOf();
        KeyStanding standing = key.get().standingAt(made);
        boolean revoked = key.get().revokedAt().filter(at -> !at.isAfter(now)).isPresent();
        if (standing != KeyStanding.USABLE || revoked) {
            // a stolen key can date back as far as it likes, so revoked means revoked
            inspection.fail(
                    "key-not-valid",
                    path,
                    "a key that was valid at " + made + " and is not revoked",
                    "key " + id + " is " + (revoked ? KeyStanding.REVOKED : standing),
                    "make and sign the report again with a valid key");
            return false;
        }
        boolean good =
                signature.text("algorithm").orElse("").equals("Ed25519")
                        && DomainSignature.verify(
                                key.get().publicKey().orElseThrow(),
                                SignatureDomain.CI,
                                payload,
                                signature.text("value").orElse(""));
        if (!good) {
            inspection.fail(
                    "bad-signature",
                    path,
                    "a signature of key " + id + " over the payload",
                    "another",
                    "get the report again from where it was made; do not edit it");
        }
        return good;
    }

    private static Optional<KeyEntry> entry(KeyRing ring, String id) {
        try {
            return ring.find(new KeyId(id))
                    .filter(k -> k.purpose().equals(KeyPurpose.CI))
                    .filter(k -> k.algorithm() == KeyAlgorithm.ED25519);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String cut(String text) {
        return text.replaceAll("[^A-Za-z0-9_.-]", "?").substring(0, Math.min(64, text.length()));
    }
}
