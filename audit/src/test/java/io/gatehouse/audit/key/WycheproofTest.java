package io.gatehouse.audit.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.testing.Shared;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * Every vector decided exactly as Wycheproof states; none is merely "acceptable" in these files.
 */
class WycheproofTest {

    @Test
    void shouldDecideEveryEd25519VectorAsStated() throws IOException {
        JsonObject file = read("vectors/wycheproof/ed25519_test.json");
        int valid = 0;
        int invalid = 0;
        for (JsonValue group : file.array("testGroups")) {
            JsonObject object = (JsonObject) group;
            Ed25519PublicKey key =
                    Ed25519PublicKey.of(hex(object.object("publicKey").orElseThrow(), "pk"));
            for (JsonValue value : object.array("tests")) {
                JsonObject test = (JsonObject) value;
                boolean expected = test.requireText("result").equals("valid");
                assertThat(Ed25519Verifier.verify(key, hex(test, "msg"), hex(test, "sig")))
                        .as("tcId " + test.integer("tcId").orElseThrow())
                        .isEqualTo(expected);
                valid += expected ? 1 : 0;
                invalid += expected ? 0 : 1;
            }
        }
        System.out.printf("Wycheproof Ed25519: %d valid, %d invalid%n", valid, invalid);
        assertThat(valid).isEqualTo(88);
        assertThat(invalid).isEqualTo(63);
    }

    @Test
    void shouldDecideEveryHmacVectorAsStated() throws IOException, GeneralSecurityException {
        JsonObject file = read("vectors/wycheproof/hmac_sha384_test.json");
        int valid = 0;
        int invalid = 0;
        int throughKey = 0;
        for (JsonValue group : file.array("testGroups")) {
            JsonObject object = (JsonObject) group;
            int tagBytes = (int) (object.integer("tagSize").orElseThrow() / 8);
            for (JsonValue value : object.array("tests")) {
                JsonObject test = (JsonObject) value;
                byte[] key = hex(test, "key");
                byte[] message = hex(test, "msg");
                byte[] tag = hex(test, "tag");
                boolean expected = test.requireText("result").equals("valid");
                // a truncated tag is compared with the truncated code: our keys never truncate
                Mac mac = Mac.getInstance("HmacSHA384");
                mac.init(new SecretKeySpec(key, "HmacSHA384"));
                byte[] code = Arrays.copyOf(mac.doFinal(message), tagBytes);
                assertThat(MessageDigest.isEqual(code, tag))
                        .as("tcId " + test.integer("tcId").orElseThrow())
                        .isEqualTo(expected);
                if (key.length >= HmacKey.MIN_SECRET_BYTES) {
                    throughKey++;
                    HmacKey own =
                            new HmacKey(
                                    new io.gatehouse.core.id.KeyId("k"),
                                    KeyAlgorithm.HMAC_SHA384,
                                    SecretBytes.copyOf(key));
                    assertThat(own.verify(tag, message)).isEqualTo(expected && tagBytes == 48);
                }
                valid += expected ? 1 : 0;
                invalid += expected ? 0 : 1;
            }
        }
        System.out.printf(
                "Wycheproof HMAC-SHA384: %d valid, %d invalid, %d of them through HmacKey%n",
                valid, invalid, throughKey);
        assertThat(valid).isEqualTo(66);
        assertThat(invalid).isEqualTo(108);
        assertThat(throughKey).isGreaterThan(50);
    }

    private static JsonObject read(String path) throws IOException {
        return StrictJson.readEvidence(Files.readAllBytes(Shared.require(path))).objectOrThrow();
    }

    private static byte[] hex(JsonObject object, String name) {
        return HexFormat.of().parseHex(object.requireText(name));
    }
}
