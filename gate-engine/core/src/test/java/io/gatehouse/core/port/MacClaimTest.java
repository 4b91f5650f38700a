package io.gatehouse.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MacClaimTest {

    private static final Instant AT = Instant.parse("2026-03-02T08:00:00Z");

    private static MacClaim claim(
            String purpose, String key, String algorithm, int message, int mac, Instant at) {
        return new MacClaim(
                purpose,
                Optional.ofNullable(key),
                algorithm,
                new byte[] {(byte) message},
                new byte[] {(byte) mac},
                at);
    }

    @Test
    void shouldBeAnotherQuestionWhenAnyPartOfItIsAnother() {
        List<MacClaim> claims =
                List.of(
                        claim("bundle", null, "HMAC-SHA384", 1, 2, AT),
                        claim("licence", null, "HMAC-SHA384", 1, 2, AT),
                        claim("bundle", "k-1", "HMAC-SHA384", 1, 2, AT),
                        claim("bundle", "k-2", "HMAC-SHA384", 1, 2, AT),
                        claim("bundle", null, "HMAC-SHA256", 1, 2, AT),
                        claim("bundle", null, "HMAC-SHA384", 3, 2, AT),
                        claim("bundle", null, "HMAC-SHA384", 1, 3, AT),
                        claim("bundle", null, "HMAC-SHA384", 1, 2, AT.plusNanos(1)));
        Set<Digest> digests = new HashSet<>();
        claims.forEach(claim -> assertThat(digests.add(claim.digest())).isTrue());
        assertThat(claim("bundle", null, "HMAC-SHA384", 1, 2, AT).digest())
                .isEqualTo(claims.get(0).digest());
    }

    @Test
    void shouldKeepItsOwnBytes() {
        byte[] message = {1};
        byte[] mac = {2};
        MacClaim claim = new MacClaim("bundle", Optional.of("k"), "HMAC-SHA384", message, mac, AT);
        message[0] = 9;
        mac[0] = 9;
        claim.message()[0] = 9;
        claim.mac()[0] = 9;

        assertThat(claim.message()).containsExactly(1);
        assertThat(claim.mac()).containsExactly(2);
        assertThat(claim.purpose()).isEqualTo("bundle");
        assertThat(claim.keyId()).contains("k");
        assertThat(claim.algorithm()).isEqualTo("HMAC-SHA384");
        assertThat(claim.at()).isEqualTo(AT);
        assertThat(claim).hasToString("MacClaim[bundle, 1 bytes]");
    }

    @Test
    void shouldTakePurposesOfTheirFormOnly() {
        assertThat(claim("a" + "-".repeat(31), null, "a", 1, 2, AT).purpose()).hasSize(32);
        for (String purpose : List.of("", "A", "1a", "-a", "a b", "a:b", "a".repeat(33), "a\n")) {
            assertThatThrownBy(() -> claim(purpose, null, "a", 1, 2, AT))
                    .as(purpose)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
