package io.gatehouse.core.port;

import io.gatehouse.core.json.JsonObject;

/** Checks a person's Ed25519 signature of a statement; pure. */
@FunctionalInterface
public interface SignatureVerifier {

    /**
     * Whether the signature is that key's over the statement's canonical bytes, under the domain of
     * statements. False for anything malformed; never throws.
     *
     * @param publicKey base64url, 32 bytes
     * @param signature base64url, 64 bytes
     */
    boolean verify(String publicKey, JsonObject statement, String signature);
}
