package io.gatehouse.audit.key;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.SignatureVerifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Signatures of persons under statements; see {@link SignatureDomain#STATEMENT}. */
public final class PersonSignatures {

    /** More than the persons of an installation have keys. */
    private static final int REMEMBERED = 10_000;

    /** A statement is verified by the decision on it, when it is sealed, and in the log's line. */
    private static final RightSignatures RIGHT = new RightSignatures(4096);

    private PersonSignatures() {}

    /** The person's signature under a statement, as base64url. */
    public static String sign(PersonSigner signer, JsonObject statement) {
        return signer.sign(SignatureDomain.STATEMENT, statement);
    }

    /**
     * The port of core; false for a malformed key as well, never throws. Remembers the keys that it
     * has found to be points of the curve: that takes nearly as long as a signature.
     */
    public static SignatureVerifier verifier() {
        Map<String, Ed25519PublicKey> known = new ConcurrentHashMap<>();
        return (publicKey, statement, signature) -> {
            try {
                if (known.size() > REMEMBERED) {
                    known.clear();
                }
                Ed25519PublicKey key = known.computeIfAbsent(publicKey, Ed25519PublicKey::new);
                return verify(key, statement, signature);
            } catch (IllegalArgumentException e) {
                return false; // not a usable point, or names outside the signed profile
            }
        };
    }

    /**
     * Whether the text is the key's signature under the statement; one that was right is known
     * again by its bytes.
     */
    public static boolean verify(Ed25519PublicKey key, JsonObject statement, String signature) {
        byte[] message = SignatureDomain.STATEMENT.message(CanonicalJson.bytes(statement));
        return RIGHT.isRight(
                key,
                message,
                signature,
                () ->
                        Base64Text.decodeUrl(signature)
                                .filter(bytes -> Ed25519Verifier.verify(key, message, bytes))
                                .isPresent());
    }
}
