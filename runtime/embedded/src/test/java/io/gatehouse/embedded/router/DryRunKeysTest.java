package io.gatehouse.embedded.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.core.id.KeyId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final String SECRET = "a secret of forty-eight bytes for the dry run's key";

    @TempDir private Path home;
    private KeyRing ring = KeyRing.of(List.of());

    private void add(String id, KeyPurpose purpose, KeyAlgorithm algorithm, int untilDay)
            throws IOException {
        ring =
                ring.with(
                        KeyEntry.evidence(
                                new KeyId(id),
                                purpose,
                                algorithm,
                                KeyValidity.between(
                                        NOW.minus(Duration.ofDays(30)),
                                        NOW.plus(Duration.ofDays(untilDay))),
                                new SecretLocation.File(id + ".key")));
        Path file = home.resolve(id + ".key");
        Files.write(file, LocalKeySecrets.fileText(SecretBytes.copyOf(SECRET.getBytes(UTF_8))));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Optional<LogSigner> signer() {
        return new DryRunKeys(
                        () -> ring, new LocalKeySecrets(home, name -> Optional.empty()), () -> NOW)
                .get();
    }

    @Test
    void shouldSignWithTheKeyOfTheDryRun() throws Exception {
        add("dry", DryRunKeys.PURPOSE, KeyAlgorithm.HMAC_SHA256, 30);
        LogSigner signer = signer().orElseThrow();
        assertThat(signer.keyId()).isEqualTo("dry");
        assertThat(signer.algorithm()).isEqualTo("HMAC-SHA256");
        byte[] message = "a line".getBytes(UTF_8);
        try (HmacKey key =
                new HmacKey(
                        new KeyId("dry"),
                        KeyAlgorithm.HMAC_SHA256,
                        SecretBytes.copyOf(SECRET.getBytes(UTF_8)))) {
            assertThat(signer.sign(message)).isEqualTo(key.sign(message));
        }
        assertThat(signer.toString()).doesNotContain(SECRET);
    }

    @Test
    void shouldHaveNoSignerWithoutAKeyInForce() throws Exception {
        assertThat(signer()).isEmpty();
        add("other", KeyPurpose.evidence("bundle-signing"), KeyAlgorithm.HMAC_SHA256, 30);
        add("long", DryRunKeys.PURPOSE, KeyAlgorithm.HMAC_SHA384, 30);
        add("late", DryRunKeys.PURPOSE, KeyAlgorithm.HMAC_SHA256, -1);
        assertThat(signer()).isEmpty();
    }

    @Test
    void shouldHaveNoSignerWithoutItsSecret() throws Exception {
        add("dry", DryRunKeys.PURPOSE, KeyAlgorithm.HMAC_SHA256, 30);
        LogSigner before = signer().orElseThrow();
        Files.delete(home.resolve("dry.key"));
        assertThat(signer()).isEmpty();
        assertThatThrownBy(() -> before.sign(new byte[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("dry.key");
    }
}
