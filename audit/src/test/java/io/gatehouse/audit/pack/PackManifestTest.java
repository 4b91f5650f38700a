package io.gatehouse.audit.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PackManifestTest {

    private final Ed25519Signer engine = Ed25519Signer.ofSeed(new byte[32]);

    private byte[] signed() {
        TreeMap<String, PackManifest.Member> members = new TreeMap<>();
        members.put("README.md", new PackManifest.Member(3, Digest.sha384(new byte[] {1})));
        members.put("journal/head.json", new PackManifest.Member(0, Digest.sha384(new byte[0])));
        return new PackManifest(
                        new InstallationId("bot-1"),
                        new JournalPosition(7, Digest.sha384(new byte[] {7})),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Optional.empty(),
                        new TreeSet<>(),
                        members)
                .sign(new KeyId("engine-1"), engine);
    }

    @Test
    void shouldReadWhatWasSigned() throws Exception {
        PackManifest.Signed read = PackManifest.read(signed());

        assertThat(read.verify(engine.publicKey())).isTrue();
        assertThat(read.key()).isEqualTo(new KeyId("engine-1"));
        assertThat(read.manifest().members()).hasSize(2);
        assertThat(read.manifest().journal().seq()).isEqualTo(7);
    }

    @Test
    void shouldFindEveryChangedByte() {
        byte[] good = signed();
        int found = 0;
        for (int at = 0; at < good.length; at++) {
            byte[] copy = good.clone();
            copy[at] ^= 1;
            try {
                PackManifest.Signed read = PackManifest.read(copy);
                // the key id stands outside of what is signed: it only says which key to take
                boolean sameKey = read.key().equals(new KeyId("engine-1"));
                found += sameKey && read.verify(engine.publicKey()) ? 0 : 1;
            } catch (PackFaultException e) {
                found++;
            }
        }
        assertThat(found).isEqualTo(good.length);
    }

    @Test
    void shouldRefuseAnotherSpelling() {
        String text = new String(signed(), StandardCharsets.UTF_8);

        for (String other :
                new String[] {" " + text, text.strip(), text + "\n", text.replace(":", ": ")}) {
            assertThatThrownBy(() -> PackManifest.read(other.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(PackFaultException.class);
        }
    }

    @Test
    void shouldSurviveAnyBytes() {
        long seed = 7L;
        Random random = new Random(seed);
        int runs = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;
        byte[] good = signed();
        int tried = 0;
        for (int i = 0; i < runs; i++) {
            byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
            for (int e = random.nextInt(5); e >= 0; e--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PackManifest.read(bytes).verify(engine.publicKey())).isFalse();
            } catch (PackFaultException e) {
                assertThat(e.place()).isEqualTo(PackManifest.NAME);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", input " + i, e);
            }
            tried++;
        }
        System.out.printf(
                "mutated inputs: manifests of packs, tried %d, accepted 0, seed %d%n", tried, seed);
        assertThat(tried).isEqualTo(runs);
    }
}
