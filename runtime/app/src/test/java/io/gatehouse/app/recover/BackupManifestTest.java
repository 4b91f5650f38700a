package io.gatehouse.app.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BackupManifestTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 4_000;
    private static final Ed25519Signer ENGINE = Ed25519Signer.ofSeed(new byte[32]);
    private static final Digest SOME = Digest.sha384(new byte[] {1});

    private static BackupManifest manifest() {
        TreeMap<String, BackupManifest.Entry> files = new TreeMap<>();
        files.put("config/core.yaml", new BackupManifest.Entry(3, SOME, false, false));
        files.put("scripts/smoke test.sh", new BackupManifest.Entry(0, SOME, false, true));
        files.put("secrets/people/żaneta.json", new BackupManifest.Entry(9, SOME, true, false));
        return new BackupManifest(
                new InstallationId("bot-1"),
                new JournalPosition(7, SOME),
                Instant.parse("2026-08-01T10:00:00Z"),
                SOME,
                new Sealing(Argon2Cost.FLOOR, "A".repeat(22), "A".repeat(11)),
                files);
    }

    private static byte[] signed() {
        return manifest().sign(new KeyId("engine-1"), ENGINE);
    }

    @Test
    void shouldReadWhatItWroteAndKnowItsKey() throws Exception {
        BackupManifest.Signed read = BackupManifest.read(signed());

        assertThat(read.manifest()).isEqualTo(manifest());
        assertThat(read.verify(ENGINE.publicKey())).isTrue();
        byte[] other = new byte[32];
        other[0] = 1;
        assertThat(read.verify(Ed25519Signer.ofSeed(other).publicKey())).isFalse();
    }

    @Test
    void shouldRefuseAnotherSpellingOfTheSameValue() {
        String text = new String(signed(), StandardCharsets.UTF_8);
        for (String other :
                List.of(
                        text.strip(),
                        text + "\n",
                        " " + text,
                        text.replaceFirst(",", ", "),
                        text.replace("bot-1", "\\u0062ot-1"))) {
            assertThatThrownBy(() -> BackupManifest.read(other.getBytes(StandardCharsets.UTF_8)))
                    .as(other)
                    .isInstanceOf(BackupRefused.class);
        }
    }

    @Test
    void shouldRefusePathsThatNoBackupHoldsAndSecretsInTheOpen() {
        String text = new String(signed(), StandardCharsets.UTF_8);
        for (String[] change :
                new String[][] {
                    {"config/core.yaml", "var/gatehouse/permits/live.json"},
                    {"config/core.yaml", "var/gatehouse/halt/x"},
                    {"config/core.yaml", "config/../../etc/x"},
                    {"config/core.yaml", "/config/core.yaml"},
                    {"config/core.yaml", "config/"},
                    {"config/core.yaml", "config/a\\\\b"},
                    {"config/core.yaml", "config/\\u0001"},
                    {"config/core.yaml", "secrets/engine.key"},
                    {"\"sealed\":true", "\"sealed\":false"},
                    {"\"memory_kib\":8192", "\"memory_kib\":1048577"},
                    {"\"memory_kib\":8192", "\"memory_kib\":1"},
                    {"\"size\":3", "\"size\":-3"}
                }) {
            String changed = text.replace(change[0], change[1]);
            assertThat(changed).isNotEqualTo(text);
            assertThatThrownBy(() -> BackupManifest.read(changed.getBytes(StandardCharsets.UTF_8)))
                    .as(change[1])
                    .isInstanceOf(BackupRefused.class);
        }
    }

    @Test
    void shouldRefuseEveryMutationOrKnowThatItIsNotSigned() {
        // given
        byte[] whole = signed();
        long seed = Long.getLong("gatehouse.seed", 20260801L);
        Random random = new Random(seed);
        int tried = 0;

        // when
        for (int i = 0; i < TRIES; i++) {
            byte[] mutated = mutate(whole, random);
            if (Arrays.equals(mutated, whole)) {
                continue;
            }
            tried++;
            try {
                BackupManifest.Signed read = BackupManifest.read(mutated);
                assertThat(read.verify(ENGINE.publicKey()) && read.key().value().equals("engine-1"))
                        .as("seed %d, try %d", seed, i)
                        .isFalse();
            } catch (BackupRefused e) {
                assertThat(e.findings()).as("seed %d, try %d", seed, i).isNotEmpty();
            }
        }

        // then
        assertThat(tried).as("seed %d", seed).isGreaterThan(TRIES * 9 / 10);
    }

    private static byte[] mutate(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) "{}[]\",:0-e\\\n".charAt(random.nextInt(12));
            case 2 -> bytes = Arrays.copyOf(bytes, at);
            default -> {
                int from = random.nextInt(bytes.length);
                int length = Math.min(1 + random.nextInt(40), bytes.length - Math.max(at, from));
                System.arraycopy(whole, from, bytes, at, length);
            }
        }
        return bytes;
    }
}
