package io.gatehouse.audit.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
    void shouldReadWhatItHoldsOfOnePromotion() throws Exception {
        Digest absent = Digest.sha384(new byte[] {9});
        PackManifest manifest =
                new PackManifest(
                        new InstallationId("bot-1"),
                        new JournalPosition(7, Digest.sha384(new byte[] {7})),
                        Instant.parse("2026-01-31T12:00:00Z"),
                        Optional.of(new PromotionId("prm-1")),
                        new TreeSet<>(Set.of(absent)),
                        new TreeMap<>());

        PackManifest.Signed read = PackManifest.read(manifest.sign(new KeyId("engine-1"), engine));

        assertThat(read.manifest()).isEqualTo(manifest);
        assertThat(read.verify(engine.publicKey())).isTrue();
        byte[] seed = new byte[32];
        seed[0] = 1;
        Ed25519Signer other = Ed25519Signer.ofSeed(seed);
        assertThat(read.verify(other.publicKey())).isFalse();
    }

    /** Each fault in canonical form, so that only the fault can be the reason. */
    @Test
    void shouldRefuseAManifestWithOneThingWrong() throws Exception {
        JsonObject good = StrictJson.readSigned(signed()).objectOrThrow();
        JsonObject member = (JsonObject) good.array("members").get(0);
        JsonObject signature = good.object("signature").orElseThrow();
        List<JsonObject> wrong =
                List.of(
                        good.with("more", "x"),
                        good.without("missing"),
                        good.with("schema", "gatehouse.pack/2"),
                        good.with("signature", "x"),
                        good.with("signature", signature.with("more", "x")),
                        good.with("signature", signature.with("algorithm", "RSA")),
                        good.with("members", List.of("x")),
                        good.with("members", List.of(member, member)),
                        good.with("members", List.of(member.with("more", "x"))),
                        good.with("members", List.of(member.with("size", -1))),
                        good.with("members", List.of(member.with("sha384", "x"))),
                        good.with("missing", List.of("x")),
                        good.with("missing", List.of(member)),
                        good.with("journal", "x"),
                        good.with("journal", JsonObject.of("seq", 7)),
                        good.with("time", "2026-01-31"),
                        good.with("time", "2026-01-31T12:00:00.000Z"),
                        good.with("installation", ""),
                        good.with("scope", "not an id"));
        assertThat(PackManifest.read(bytes(good))).isNotNull();
        for (JsonObject manifest : wrong) {
            assertThatThrownBy(() -> PackManifest.read(bytes(manifest)))
                    .as("%s", manifest)
                    .isInstanceOfSatisfying(
                            PackFaultException.class,
                            e -> assertThat(e.place()).isEqualTo(PackManifest.NAME));
        }
    }

    private static byte[] bytes(JsonObject manifest) {
        byte[] canonical = CanonicalJson.bytes(manifest);
        byte[] bytes = Arrays.copyOf(canonical, canonical.length + 1);
        bytes[canonical.length] = '\n';
        return bytes;
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
