package io.gatehouse.audit.log;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** The HMACs of a line: one per role, and the outer one for the existing verifier. */
final class SignatureCheck {

    private final OpenKeyRing keys;

    SignatureCheck(OpenKeyRing keys) {
        this.keys = keys;
    }

    /** Every signature that the line bears must hold; which ones it must bear is for the policy. */
    void check(DecisionLine line, CoveredBytes covered, Instant time, LineFindings out) {
        for (String name : line.signatures().names()) {
            role(line, covered, name, time, out);
        }
        outer(line, covered, time, out);
    }

    private void role(
            DecisionLine line, CoveredBytes covered, String name, Instant time, LineFindings out) {
        Optional<RoleSignature> parsed = RoleSignature.parse(line.signatures().requireText(name));
        if (parsed.isEmpty()) {
            out.fault(LogFault.Kind.SCHEMA, "signatures/" + name + " of its form", "another text");
            return;
        }
        RoleSignature signature = parsed.get();
        KeyPurpose purpose = KeyPurpose.ofSignatureName(name);
        key(
                        signature.key(),
                        purpose,
                        KeyAlgorithm.HMAC_SHA384,
                        time,
                        Unchecked.Check.ROLE_SIGNATURES,
                        out)
                .filter(hmac -> !signature.verify(hmac, covered.ofRole(name)))
                .ifPresent(
                        hmac ->
                                out.fault(
                                        LogFault.Kind.SIGNATURE_WRONG,
                                        "the code of " + name + " under key " + hmac.id(),
                                        "another code"));
    }

    private void outer(DecisionLine line, CoveredBytes covered, Instant time, LineFindings out) {
        JsonObject signature = line.outerSignature();
        key(
                        new KeyId(signature.requireText("key_id")),
                        KeyPurpose.OUTER,
                        KeyAlgorithm.HMAC_SHA256,
                        time,
                        Unchecked.Check.OUTER_SIGNATURES,
                        out)
                .filter(hmac -> !matches(hmac, covered, signature.requireText("value")))
                .ifPresent(
                        hmac ->
                                out.fault(
                                        LogFault.Kind.SIGNATURE_WRONG,
                                        "the outer code under key " + hmac.id(),
                                        "another code"));
    }

    /** As the existing tools do it, the base64 texts are compared, not the bytes. */
    private static boolean matches(HmacKey key, CoveredBytes covered, String value) {
        return Base64Text.isStandard(key.sign(covered.ofOuter()), value);
    }

    private Optional<HmacKey> key(
            KeyId id,
            KeyPurpose purpose,
            KeyAlgorithm algorithm,
            Instant time,
            Unchecked.Check check,
            LineFindings out) {
        Optional<KeyEntry> found = keys.ring().find(id);
        if (found.isEmpty()) {
            out.fault(LogFault.Kind.KEY_UNKNOWN, "a key of the ring", "key " + id);
            return Optional.empty();
        }
        KeyEntry entry = found.get();
        if (!entry.purpose().equals(purpose) || entry.algorithm() != algorithm) {
            // else whoever holds the runtime's secret could sign as the owner
            out.fault(
                    LogFault.Kind.KEY_WRONG_PURPOSE,
                    "an " + algorithm.text() + " key for " + purpose,
                    "key " + id + ", " + entry.algorithm().text() + " for " + entry.purpose());
            return Optional.empty();
        }
        KeyStanding standing = entry.standingAt(time);
        if (standing != KeyStanding.USABLE) {
            out.fault(
                    LogFault.Kind.KEY_NOT_VALID,
                    "key " + id + " usable at the time of the line",
                    standing.name());
        }
        if (entry.revokedAt().isPresent()) {
            out.revokedSince(id);
        }
        return open(id, check, out);
    }

    private Optional<HmacKey> open(KeyId id, Unchecked.Check check, LineFindings out) {
        try {
            return Optional.of(keys.hmac(id));
        } catch (KeyFaultException e) {
            if (e.fault().kind() == KeyFault.Kind.SECRET_ABSENT) {
                out.unchecked(check, "no secret for key " + id);
            } else {
                out.fault(
                        LogFault.Kind.KEY_UNUSABLE, "the secret of key " + id, e.fault().message());
            }
            return Optional.empty();
        }
    }
}
