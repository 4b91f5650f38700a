package io.gatehouse.embedded;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.SignatureVerifier;

/**
 * A verifier that knows again the last signature that it found right on the calling thread: it can
 * be verified before the engine's lock is taken, and is not verified a second time under it.
 *
 * <p>Nothing is taken on trust: the answer is that of the very same statement object, which cannot
 * change, with the same signature under the same key. Thread-safe.
 */
final class RememberedSignature implements SignatureVerifier {

    private record Right(String publicKey, JsonObject statement, String signature) {

        boolean is(String key, JsonObject other, String code) {
            return statement == other && publicKey.equals(key) && signature.equals(code);
        }
    }

    private final SignatureVerifier verifier;
    private final ThreadLocal<Right> last = new ThreadLocal<>();

    RememberedSignature(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public boolean verify(String publicKey, JsonObject statement, String signature) {
        Right known = last.get();
        last.remove();
        if (known != null && known.is(publicKey, statement, signature)) {
            return true;
        }
        return verifier.verify(publicKey, statement, signature);
    }

    /** Verifies, and knows it again once if it was right. */
    void verifyAhead(String publicKey, JsonObject statement, String signature) {
        if (verifier.verify(publicKey, statement, signature)) {
            last.set(new Right(publicKey, statement, signature));
        }
    }
}
