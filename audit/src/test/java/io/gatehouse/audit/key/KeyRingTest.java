package io.gatehouse.audit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.testkit.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final KeyValidity YEAR = KeyValidity.between(START, END);

    @TempDir Path directory;

    @Test
    void shouldReadBackWhatItWrites() {
        KeyRing ring = sample();

        KeyRing again = KeyRing.parse(ring.fileBytes());

        assertThat(again.keys()).isEqualTo(ring.keys());
        assertThat(again.digest()).isEqualTo(ring.digest());
        assertThat(again.toString()).doesNotContain("env:");
    }

    @Test
    void shouldKeepTheReasonOfARevocationAndItsEarliestTime() {
        KeyEntry key =
                KeyEntry.hmac(
                        new KeyId("outer-1"),
                        KeyPurpose.OUTER,
                        YEAR,
                        new SecretLocation.File("../secrets/outer-1.key"));
        KeyEntry revoked = key.revoked(NOON, "lost").revoked(END, "lost again");
        KeyRing ring = KeyRing.of(List.of(revoked));
        KeyEntry read = KeyRing.parse(ring.fileBytes()).keys().get(0);
        assertThat(read).isEqualTo(revoked);
        assertThat(read.revokedAt()).contains(NOON);
        assertThat(read.reason()).contains("lost again");
        assertThat(read.withoutSecret().reason()).contains("lost again");
        assertThatThrownBy(() -> key.revoked(NOON, "two\nlines"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new KeyEntry(
                                        key.id(),
                                        key.purpose(),
                                        key.algorithm(),
                                        YEAR,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("not revoked")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHideTheSecretsPlacesFromAnAuditor() {
        String text = CanonicalJson.text(sample().withoutSecrets().toJson());

        assertThat(text).doesNotContain("secret").doesNotContain("OWNER").contains("owner-1");
    }

    @Test
    void shouldRefuseEveryMalformedRing() {
        String good = CanonicalJson.text(sample().toJson());
        Map<String, String> faults =
                Map.ofEntries(
                        Map.entry("not an object", "[]"),
                        Map.entry("no keys", "{\"schema\":\"gatehouse-keyring/1\"}"),
                        Map.entry(
                                "keys null", "{\"keys\":null,\"schema\":\"gatehouse-keyring/1\"}"),
                        Map.entry("other schema", good.replace("keyring/1", "keyring/2")),
                        Map.entry(
                                "unknown member", good.replace("\"not_after\"", "\"not_afterr\"")),
                        Map.entry(
                                "misspelt revocation",
                                good.replace(
                                        "\"id\":\"owner-1\"",
                                        "\"id\":\"owner-1\",\"revoked-at\":\"2026-02-01T00:00:00Z\"")),
                        Map.entry(
                                "revocation null",
                                good.replace(
                                        "\"id\":\"owner-1\"",
                                        "\"id\":\"owner-1\",\"revoked_at\":null")),
                        Map.entry("bad id", good.replace("owner-1", "owner.1")),
                        Map.entry("capital id", good.replace("owner-1", "Owner-1")),
                        Map.entry("twice", good.replace("owner-1", "outer-1")),
                        Map.entry("algorithm", good.replace("HMAC-SHA384", "HMAC-SHA512")),
                        Map.entry("lower case", good.replace("HMAC-SHA384", "hmac-sha384")),
                        Map.entry("purpose", good.replace("role:owner", "owner")),
                        Map.entry("wrong algorithm", good.replace("role:owner", "outer")),
                        Map.entry("time", good.replace("2026-01-01T00:00:00Z", "2026-01-01")),
                        Map.entry("no span", good.replace("2027-01-01", "2026-01-01")),
                        Map.entry("secret inline", good.replace("env:OWNER", "hunter2")),
                        Map.entry("secret in variable", good.replace("env:OWNER", "env:a b")),
                        Map.entry("no public half", good.replaceAll(",\"public\":\"[^\"]*\"", "")),
                        Map.entry(
                                "bad public half",
                                good.replaceAll("\"public\":\"[^\"]*\"", "\"public\":\"AAAA\"")),
                        Map.entry("trailing", good + "x"));
        faults.forEach(
                (name, text) -> {
                    assertThat(text).as(name).isNotEqualTo(good);
                    assertThatThrownBy(() -> KeyRing.parse(text.getBytes(StandardCharsets.UTF_8)))
                            .as(name)
                            .isInstanceOfSatisfying(
                                    KeyFaultException.class,
                                    e ->
                                            assertThat(e.fault().kind())
                                                    .isEqualTo(KeyFault.Kind.MALFORMED))
                            .hasMessageNotContaining("hunter2");
                });
    }

    @Test
    void shouldJudgeAKeyAtTheGivenTime() {
        assertThat(YEAR.at(START.minusMillis(1))).isEqualTo(KeyStanding.NOT_YET_VALID);
        assertThat(YEAR.at(START)).isEqualTo(KeyStanding.USABLE);
        assertThat(YEAR.at(END)).isEqualTo(KeyStanding.EXPIRED);
        assertThat(YEAR.retired(NOON).at(NOON.minusMillis(1))).isEqualTo(KeyStanding.USABLE);
        assertThat(YEAR.retired(NOON).at(NOON)).isEqualTo(KeyStanding.RETIRED);
        assertThat(YEAR.revoked(NOON).at(NOON.minusMillis(1))).isEqualTo(KeyStanding.USABLE);
        assertThat(YEAR.revoked(NOON).at(NOON)).isEqualTo(KeyStanding.REVOKED);
        assertThat(YEAR.retired(START).revoked(NOON).at(NOON)).isEqualTo(KeyStanding.REVOKED);
    }

    @Test
    void shouldNameTheKeysRevokedSince() {
        KeyEntry stolen = owner("owner-1", YEAR.revoked(NOON));
        KeyRing ring = sample().with(stolen);

        assertThat(ring.revokedAt(NOON)).containsExactly(stolen.id());
        assertThat(ring.revokedAt(NOON.minusSeconds(1))).isEmpty();
    }

    @Test
    void shouldSignWithTheNewestUsableKeyOfThePurpose() {
        KeyEntry next = owner("owner-2", KeyValidity.between(NOON, END));
        KeyRing ring = sample().with(next);
        KeyPurpose purpose = KeyPurpose.role("owner");

        assertThat(ring.signingKey(purpose, KeyAlgorithm.HMAC_SHA384, NOON.minusSeconds(1)))
                .map(KeyEntry::id)
                .contains(new KeyId("owner-1"));
        assertThat(ring.signingKey(purpose, KeyAlgorithm.HMAC_SHA384, NOON)).contains(next);
        assertThat(ring.signingKey(purpose, KeyAlgorithm.HMAC_SHA384, END)).isEmpty();
        assertThat(ring.signingKey(KeyPurpose.role("risk"), KeyAlgorithm.HMAC_SHA384, NOON))
                .isEmpty();
    }

    @Test
    void shouldFetchSecretsFromVariableFileAndCredential() throws IOException {
        byte[] secret = secret(1, 48);
        Path file = directory.resolve("k");
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, LocalKeySecrets.fileText(SecretBytes.copyOf(secret)));
        Files.writeString(directory.resolve("cred"), Base64Text.encodeUrl(secret));
        LocalKeySecrets secrets =
                secrets(
                        Map.of(
                                "OWNER",
                                Base64Text.encodeUrl(secret),
                                "CREDENTIALS_DIRECTORY",
                                directory.toString()));

        for (String place : List.of("env:OWNER", "file:k", "file:" + file, "credential:cred")) {
            assertThat(secrets.load(at(place)).matches(secret)).as(place).isTrue();
        }
    }

    @Test
    void shouldRefuseSecretsThatAreAbsentReadableOrMalformed() throws IOException {
        Path open = directory.resolve("open");
        Files.writeString(open, Base64Text.encodeUrl(secret(1, 48)));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        Path real = directory.resolve("real");
        Files.writeString(real, Base64Text.encodeUrl(secret(1, 48)));
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
        Files.createSymbolicLink(directory.resolve("link"), real);
        Files.createDirectory(directory.resolve("folder"));
        LocalKeySecrets secrets =
                secrets(
                        Map.of(
                                "PADDED",
                                "AAAA==",
                                "SPACED",
                                " " + Base64Text.encodeUrl(secret(1, 48))));

        assertFault(secrets, "env:ABSENT", KeyFault.Kind.SECRET_ABSENT);
        assertFault(secrets, "env:PADDED", KeyFault.Kind.MALFORMED);
        assertFault(secrets, "env:SPACED", KeyFault.Kind.MALFORMED);
        assertFault(secrets, "file:absent", KeyFault.Kind.UNREADABLE);
        assertFault(secrets, "file:open", KeyFault.Kind.INSECURE_FILE);
        assertFault(secrets, "file:link", KeyFault.Kind.INSECURE_FILE);
        assertFault(secrets, "file:folder", KeyFault.Kind.INSECURE_FILE);
        assertFault(secrets, "credential:x", KeyFault.Kind.SECRET_ABSENT);
        assertFault(secrets, "vault:secret/x", KeyFault.Kind.LOCATION_UNSUPPORTED);
        assertThatThrownBy(() -> secrets.load(at("env:OWNER").withoutSecret()))
                .isInstanceOf(KeyFaultException.class);
    }

    @Test
    void shouldRefuseAShortSecretAndUseAfterClose() {
        LocalKeySecrets secrets =
                secrets(
                        Map.of(
                                "OWNER",
                                Base64Text.encodeUrl(secret(1, 47)),
                                "OUTER",
                                Base64Text.encodeUrl(secret(2, 48))));
        OpenKeyRing open = new OpenKeyRing(sample(), secrets);

        assertThatThrownBy(() -> open.signingHmac(KeyPurpose.role("owner"), NOON))
                .hasMessageContaining("SECRET_TOO_SHORT");
        HmacKey outer = open.signingHmac(KeyPurpose.OUTER, NOON);
        assertThat(outer.verify(outer.sign(new byte[] {1}), new byte[] {1})).isTrue();
        assertThat(outer.verify(outer.sign(new byte[] {1}), new byte[] {2})).isFalse();
        open.close();
        assertThatThrownBy(() -> outer.sign(new byte[0])).hasMessageContaining("CLOSED");
        assertThatThrownBy(() -> open.hmac(new KeyId("outer-1"))).hasMessageContaining("CLOSED");
    }

    @Test
    void shouldRefuseAnEngineKeyWhoseHalvesDiffer() {
        byte[] seed = secret(9, 32);
        Ed25519PublicKey right = Ed25519Signer.ofSeed(seed).publicKey();
        Ed25519PublicKey wrong = Ed25519Signer.ofSeed(secret(8, 32)).publicKey();
        LocalKeySecrets secrets = secrets(Map.of("SEED", Base64Text.encodeUrl(seed)));
        SecretLocation place = SecretLocation.parse("env:SEED");
        KeyId id = new KeyId("engine-1");

        OpenKeyRing good =
                new OpenKeyRing(
                        KeyRing.of(List.of(KeyEntry.engine(id, YEAR, right, place))), secrets);
        OpenKeyRing bad =
                new OpenKeyRing(
                        KeyRing.of(List.of(KeyEntry.engine(id, YEAR, wrong, place))), secrets);

        assertThat(good.engineSigner(NOON).publicKey()).isEqualTo(right);
        assertThat(good.engineKeyId(NOON)).isEqualTo(id);
        assertThatThrownBy(() -> bad.engineSigner(NOON)).hasMessageContaining("HALVES_DIFFER");
    }

    @Test
    void shouldRefuseWeakPoints() {
        for (String hex :
                List.of(
                        "0100000000000000000000000000000000000000000000000000000000000000",
                        "0000000000000000000000000000000000000000000000000000000000000000",
                        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")) {
            byte[] point = java.util.HexFormat.of().parseHex(hex);
            assertThatThrownBy(() -> Ed25519PublicKey.of(point))
                    .as(hex)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldShowNoSecretInAnyText() {
        byte[] secret = secret(1, 48);
        LocalKeySecrets secrets = secrets(Map.of("OWNER", Base64Text.encodeUrl(secret)));
        OpenKeyRing open = new OpenKeyRing(sample(), secrets);
        HmacKey key = open.hmac(new KeyId("owner-1"));

        assertThat(List.of(open.toString(), key.toString(), SecretBytes.copyOf(secret).toString()))
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .doesNotContain(
                                                Base64Text.encodeUrl(secret).substring(0, 8))
                                        .doesNotContain(Arrays.toString(secret)));
    }

    @Test
    void shouldOnlyEverRefuseOrReadMutatedRings() {
        long seed = 99L;
        Random random = new Random(seed);
        byte[] start = sample().fileBytes();
        int read = 0;
        int tried = 0;
        for (; tried < 20_000; tried++) {
            byte[] input = Mutations.mutate(start, random);
            try {
                KeyRing ring = KeyRing.parse(input);
                read++;
                assertThat(KeyRing.parse(ring.fileBytes()).keys())
                        .as("seed " + seed)
                        .isEqualTo(ring.keys());
            } catch (KeyFaultException e) {
                assertThat(e.fault().kind()).as("seed " + seed).isEqualTo(KeyFault.Kind.MALFORMED);
            }
        }
        System.out.printf("KeyRing fuzz: %d tried, %d still rings%n", tried, read);
        assertThat(tried).isEqualTo(20_000);
        assertThat(read).isPositive();
    }

    private static KeyRing sample() {
        return KeyRing.of(
                List.of(
                        owner("owner-1", YEAR),
                        KeyEntry.hmac(
                                new KeyId("outer-1"),
                                KeyPurpose.OUTER,
                                YEAR,
                                SecretLocation.parse("env:OUTER")),
                        KeyEntry.engine(
                                new KeyId("engine-1"),
                                YEAR,
                                Ed25519Signer.ofSeed(secret(3, 32)).publicKey(),
                                SecretLocation.parse("credential:engine"))));
    }

    private static KeyEntry owner(String id, KeyValidity validity) {
        return KeyEntry.hmac(
                new KeyId(id),
                KeyPurpose.role("owner"),
                validity,
                SecretLocation.parse("env:OWNER"));
    }

    private static KeyEntry at(String place) {
        return KeyEntry.hmac(new KeyId("k"), KeyPurpose.JOURNAL, YEAR, SecretLocation.parse(place));
    }

    private LocalKeySecrets secrets(Map<String, String> variables) {
        return new LocalKeySecrets(directory, name -> Optional.ofNullable(variables.get(name)));
    }

    private static void assertFault(LocalKeySecrets secrets, String place, KeyFault.Kind kind) {
        assertThatThrownBy(() -> secrets.load(at(place)))
                .as(place)
                .isInstanceOfSatisfying(
                        KeyFaultException.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }

    private static byte[] secret(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
