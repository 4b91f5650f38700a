package io.gatehouse.audit.key;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.SignatureVerifier;

/** Signatures of persons under statements; see {@link SignatureDomain#STATEMENT}. */
public final class PersonSignatures {

    private PersonSignatures() {}

    /** The person's signature under a statement, as base64url. */
    public static String sign(PersonSigner signer, JsonObject statement) {
        return signer.sign(SignatureDomain.STATEMENT, statement);
    }

    /** The port of core; false for a malformed key as well, never throws. */
    public static SignatureVerifier verifier() {
        return (publicKey, statement, signature) -> {
            try {
                return verify(new Ed25519PublicKey(publicKey), statement, signature);
            } catch (IllegalArgumentException e) {
                return false; // not a usable point, or names outside the signed profile
            }
        };
    }

    /** Whether the text is the key's signature under the statement. */
    public static boolean verify(Ed25519PublicKey key, JsonObject statement, String signature) {
        return DomainSignature.verify(key, SignatureDomain.STATEMENT, statement, signature);
    }
}
