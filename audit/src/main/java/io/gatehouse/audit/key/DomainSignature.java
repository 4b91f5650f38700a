package io.gatehouse.audit.key;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;

/**
 * Ed25519 over {@link SignatureDomain#prefix} and the canonical bytes of an object, written as
 * base64url without padding (86 characters). Stateless and thread-safe.
 */
public final class DomainSignature {

    private DomainSignature() {}

    public static String sign(Ed25519Signer signer, SignatureDomain domain, JsonObject value) {
        return Base64Text.encodeUrl(signer.sign(domain.message(CanonicalJson.bytes(value))));
    }

    /** Whether the text is the key's signature; a text in another form is not. */
    public static boolean verify(
            Ed25519PublicKey key, SignatureDomain domain, JsonObject value, String signature) {
        return Base64Text.decodeUrl(signature)
                .filter(
                        bytes ->
                                Ed25519Verifier.verify(
                                        key, domain.message(CanonicalJson.bytes(value)), bytes))
                .isPresent();
    }
}
