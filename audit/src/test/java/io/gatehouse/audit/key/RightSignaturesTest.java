package io.gatehouse.audit.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A signature that was right is known again by every byte of it, and by nothing less. */
class RightSignaturesTest {

    private static final byte[] MESSAGE = "approve".getBytes(StandardCharsets.US_ASCII);

    private final List<String> asked = new ArrayList<>();

    private RightSignatures.Verification answering(boolean right) {
        return () -> {
            asked.add(Boolean.toString(right));
            return right;
        };
    }

    private static Ed25519PublicKey key() {
        return Ed25519Signer.generate(new java.security.SecureRandom()).publicKey();
    }

    @Test
    void shouldVerifyTheSameBytesOnce() {
        RightSignatures right = new RightSignatures(10);
        Ed25519PublicKey key = key();

        assertThat(right.isRight(key, MESSAGE, "s", answering(true))).isTrue();
        assertThat(right.isRight(key, MESSAGE.clone(), "s", answering(false))).isTrue();

        assertThat(asked).containsExactly("true");
    }

    @Test
    void shouldVerifyAnewWhenAnythingDiffers() {
        RightSignatures right = new RightSignatures(10);
        Ed25519PublicKey key = key();
        right.isRight(key, MESSAGE, "s", answering(true));
        byte[] other = MESSAGE.clone();
        other[0] ^= 1;

        assertThat(right.isRight(key, other, "s", answering(false))).isFalse();
        assertThat(right.isRight(key, MESSAGE, "t", answering(false))).isFalse();
        assertThat(right.isRight(key(), MESSAGE, "s", answering(false))).isFalse();

        assertThat(asked).containsExactly("true", "false", "false", "false");
    }

    @Test
    void shouldNotRememberAWrongOne() {
        RightSignatures right = new RightSignatures(10);
        Ed25519PublicKey key = key();

        assertThat(right.isRight(key, MESSAGE, "s", answering(false))).isFalse();
        assertThat(right.isRight(key, MESSAGE, "s", answering(true))).isTrue();

        assertThat(asked).containsExactly("false", "true");
    }

    @Test
    void shouldForgetTheOneThatWasNotAskedForLongest() {
        RightSignatures right = new RightSignatures(2);
        Ed25519PublicKey key = key();
        for (String signature : List.of("a", "b", "a", "c", "a", "b")) {
            right.isRight(key, MESSAGE, signature, answering(true));
        }

        // a, b and c are new; b was dropped for c.
        assertThat(asked).hasSize(4);
    }

    @Test
    void shouldRefuseEveryForgeryBesideARememberedStatement() {
        long seed = 20261122;
        Random random = new Random(seed);
        Ed25519Signer signer = Ed25519Signer.generate(new java.security.SecureRandom());
        int tried = 0;
        for (int i = 0; i < 200; i++) {
            JsonObject statement = JsonObject.builder().put("n", "statement " + i).build();
            String signature = DomainSignature.sign(signer, SignatureDomain.STATEMENT, statement);
            assertThat(PersonSignatures.verify(signer.publicKey(), statement, signature)).isTrue();
            assertThat(PersonSignatures.verify(signer.publicKey(), statement, signature)).isTrue();
            char[] forged = signature.toCharArray();
            int at = random.nextInt(forged.length - 1);
            forged[at] = forged[at] == 'A' ? 'B' : 'A';
            JsonObject other = JsonObject.builder().put("n", "statement " + i + "x").build();
            assertThat(PersonSignatures.verify(signer.publicKey(), statement, new String(forged)))
                    .as("seed %d, %d", seed, i)
                    .isFalse();
            assertThat(PersonSignatures.verify(signer.publicKey(), other, signature)).isFalse();
            tried += 2;
        }
        assertThat(tried).isEqualTo(400);
    }
}
