package io.gatehouse.core.digest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Digests by the published values of FIPS 180-4 for "abc". */
class DigestTest {

    private static final byte[] ABC = "abc".getBytes(US_ASCII);
    private static final String SHA256 =
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String SHA384 =
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                    + "8086072ba1e7cc2358baeca134c825a7";

    @Test
    void shouldTakeBothDigestsOfSomeBytes() {
        assertThat(Digest.sha256(ABC).value()).isEqualTo("sha256:" + SHA256);
        assertThat(Digest.sha384(ABC)).hasToString("sha384:" + SHA384);
        assertThat(Digest.of(JsonObject.EMPTY)).isEqualTo(Digest.sha384("{}".getBytes(US_ASCII)));
        assertThat(Digest.newSha256().digest(ABC)).hasSize(32);
        assertThat(Digest.newSha384().digest(ABC)).hasSize(48);
    }

    @Test
    void shouldNameItsParts() {
        Digest digest = Digest.parse("sha384:" + SHA384);
        assertThat(digest.algorithm()).isEqualTo("sha384");
        assertThat(digest.hex()).isEqualTo(SHA384);
        assertThat(digest.abbreviated()).isEqualTo("sha384:cb00753f45a3");
        assertThat(Digest.ZERO.hex()).matches("0{96}");
        assertThat(Digest.sha256(ABC)).isLessThan(digest);
        assertThat(digest).isEqualByComparingTo(Digest.sha384(ABC));
    }

    @Test
    void shouldTakeTheOneFormOfADigestOnly() {
        assertThat(Digest.isDigest("sha256:" + SHA256)).isTrue();
        assertThat(Digest.isDigest("sha384:" + SHA384)).isTrue();
        for (String other :
                List.of(
                        "",
                        SHA384,
                        "sha384:" + SHA256,
                        "sha256:" + SHA384,
                        "sha512:" + SHA384,
                        "SHA384:" + SHA384,
                        "sha384:" + SHA384 + "\n",
                        " sha384:" + SHA384,
                        "sha384:" + SHA384.toUpperCase(java.util.Locale.ROOT),
                        "sha384:" + SHA384.substring(1))) {
            assertThat(Digest.isDigest(other)).as(other).isFalse();
            assertThatThrownBy(() -> Digest.parse(other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldMatchAPairByTheAlgorithmThatIsAskedFor() {
        DigestPair pair = DigestPair.of(ABC);
        assertThat(pair.matches(Digest.sha256(ABC))).isTrue();
        assertThat(pair.matches(Digest.sha384(ABC))).isTrue();
        byte[] other = {1};
        assertThat(pair.matches(Digest.sha256(other))).isFalse();
        assertThat(pair.matches(Digest.sha384(other))).isFalse();
        Digest shorter = Digest.sha256(ABC);
        Digest longer = Digest.sha384(ABC);
        assertThatThrownBy(() -> new DigestPair(longer, longer))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DigestPair(shorter, shorter))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
