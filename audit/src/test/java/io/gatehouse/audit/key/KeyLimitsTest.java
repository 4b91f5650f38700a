package io.gatehouse.audit.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys at each limit: what counts, for how long, in whose place, and that it is wiped. */
class KeyLimitsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final KeyValidity YEAR =
            KeyValidity.between(START, Instant.parse("2027-01-01T00:00:00Z"));
    private static final SecretLocation PLACE = SecretLocation.parse("env:SECRET");
    private static final PersonId OLGA = new PersonId("olga");
    private static final KeyId KEY = new KeyId("olga-1");

    @TempDir Path directory;

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void faults(KeyFault.Kind kind, Runnable act) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        KeyFaultException.class, e -> assertThat(e.fault().kind()).isEqualTo(kind));
    }

    // ---- signatures

    /** RFC 8032, 7.1, test 1: the empty message; the domain stands before whatever is signed. */
    @Test
    void shouldSignTheDomainAndTheCanonicalBytes() {
        byte[] seed =
                HexFormat.of()
                        .parseHex(
                                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        try (Ed25519Signer signer = Ed25519Signer.ofSeed(seed)) {
            assertThat(HexFormat.of().formatHex(signer.publicKey().bytes()))
                    .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
            assertThat(HexFormat.of().formatHex(signer.sign(new byte[0])))
                    .startsWith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155");
            JsonObject statement = JsonObject.of("a", 1);
            byte[] message = "gatehouse/statement/v1\n{\"a\":1}".getBytes(US_ASCII);
            assertThat(SignatureDomain.STATEMENT.message(CanonicalJson.bytes(statement)))
                    .isEqualTo(message);
            assertThat(DomainSignature.sign(signer, SignatureDomain.STATEMENT, statement))
                    .isEqualTo(Base64Text.encodeUrl(signer.sign(message)));
            assertThat(signer.toString()).startsWith("Ed25519Signer[");
        }
        assertThat(Arrays.stream(SignatureDomain.values()).map(SignatureDomain::prefix).distinct())
                .hasSize(SignatureDomain.values().length)
                .allMatch(prefix -> prefix.matches("gatehouse/[a-z]+/v1\n"));
        for (int length : new int[] {0, 31, 33}) {
            assertThatThrownBy(() -> Ed25519Signer.ofSeed(new byte[length]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldVerifyByThePortOfTheEngineAndNeverThrow() {
        JsonObject statement = JsonObject.of("a", 1);
        try (Ed25519Signer signer = Ed25519Signer.generate(new SecureRandom());
                Ed25519Signer other = Ed25519Signer.generate(new SecureRandom())) {
            String key = signer.publicKey().text();
            String signature = DomainSignature.sign(signer, SignatureDomain.STATEMENT, statement);
            var verifier = PersonSignatures.verifier();
            assertThat(other.publicKey()).isNotEqualTo(signer.publicKey());
            assertThat(verifier.verify(key, statement, signature)).isTrue();
            assertThat(verifier.verify(other.publicKey().text(), statement, signature)).isFalse();
            assertThat(verifier.verify(key, statement.with("a", 2), signature)).isFalse();
            assertThat(verifier.verify("no key", statement, signature)).isFalse();
            assertThat(verifier.verify(key, JsonObject.of("\u017c", 1), signature)).isFalse();
        }
    }

    @Test
    void shouldTakeOneTextOfStandardBase64Only() {
        assertThat(Base64Text.encodeStandard(bytes(1, 0xfb))).isEqualTo("+w==");
        assertThat(Base64Text.decodeStandard("+w==")).hasValue(bytes(1, 0xfb));
        for (String other : List.of("+w", "+x==", "-w==", "+w==\n", "+w=")) {
            assertThat(Base64Text.decodeStandard(other)).as(other).isEmpty();
        }
    }

    // ---- the public list

    @Test
    void shouldLetEachPurposeHaveItsOwnAlgorithmsOnly() {
        Map<KeyPurpose, List<KeyAlgorithm>> allowed =
                Map.of(
                        KeyPurpose.OUTER,
                        List.of(KeyAlgorithm.HMAC_SHA256),
                        KeyPurpose.JOURNAL,
                        List.of(KeyAlgorithm.HMAC_SHA384),
                        KeyPurpose.role("owner"),
                        List.of(KeyAlgorithm.HMAC_SHA384),
                        KeyPurpose.ENGINE,
                        List.of(KeyAlgorithm.HMAC_SHA384, KeyAlgorithm.ED25519),
                        KeyPurpose.CI,
                        List.of(KeyAlgorithm.ED25519),
                        KeyPurpose.evidence("bundle"),
                        List.of(KeyAlgorithm.HMAC_SHA384, KeyAlgorithm.HMAC_SHA256));
        allowed.forEach(
                (purpose, algorithms) -> {
                    for (KeyAlgorithm algorithm : KeyAlgorithm.values()) {
                        assertThat(purpose.allows(algorithm))
                                .as(purpose + " " + algorithm)
                                .isEqualTo(algorithms.contains(algorithm));
                    }
                });
        assertThat(KeyPurpose.ofSignatureName("engine")).isEqualTo(KeyPurpose.ENGINE);
        assertThat(KeyPurpose.ofSignatureName("owner")).isEqualTo(KeyPurpose.role("owner"));
        assertThat(KeyPurpose.role("owner").role()).contains("owner");
        assertThat(KeyPurpose.ENGINE.role()).isEmpty();
        assertThat(KeyPurpose.ENGINE).hasToString("engine");
        assertThat(KeyAlgorithm.HMAC_SHA384.length()).isEqualTo(48);
        assertThat(KeyAlgorithm.HMAC_SHA256.length()).isEqualTo(32);
        assertThat(KeyAlgorithm.ED25519.length()).isEqualTo(64);
    }

    private static KeyEntry outer(String id) {
        return KeyEntry.hmac(new KeyId(id), KeyPurpose.OUTER, YEAR, PLACE);
    }

    @Test
    void shouldTakeReasonsOfOneLineAndFiveHundredCharacters() {
        KeyEntry key = outer("outer-1");
        assertThat(key.revoked(NOON, "x".repeat(500)).reason()).hasValue("x".repeat(500));
        for (String reason : List.of("", " ", "x".repeat(501), "a\tb")) {
            assertThatThrownBy(() -> key.revoked(NOON, reason))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        KeyEntry revoked = key.revoked(NOON, "lost");
        assertThat(revoked.withValidity(YEAR).reason()).isEmpty();
        assertThat(revoked.withValidity(YEAR.revoked(START)).reason()).contains("lost");
        assertThat(revoked.revoked(NOON.plusNanos(1), "again").revokedAt()).contains(NOON);
        assertThat(revoked.revoked(NOON.minusNanos(1), "again").revokedAt())
                .contains(NOON.minusNanos(1));
    }

    @Test
    void shouldNameKeysOfExistingToolsAsSuch() {
        KeyId id = new KeyId("k");
        KeyEntry entry =
                KeyEntry.evidence(
                        id, KeyPurpose.evidence("bundle"), KeyAlgorithm.HMAC_SHA256, YEAR, PLACE);
        assertThat(entry.purpose().isEvidence()).isTrue();
        assertThat(entry.secret()).contains(PLACE);
        assertThatThrownBy(
                        () ->
                                KeyEntry.evidence(
                                        id,
                                        KeyPurpose.OUTER,
                                        KeyAlgorithm.HMAC_SHA256,
                                        YEAR,
                                        PLACE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAListWithoutATimeOrOfAnotherForm() {
        KeyRing ring = KeyRing.of(List.of(outer("outer-1").revoked(NOON, "lost")));
        assertThat(ring.digest()).isEqualTo(Digest.of(ring.toJson()));
        assertThat(ring).hasToString("KeyRing[outer-1]");
        JsonObject key = (JsonObject) ring.toJson().array("keys").get(0);
        assertThat(key.text("revoked_at")).contains("2026-06-01T12:00:00Z");
        assertThat(
                        KeyRing.of(List.of(outer("o").withValidity(YEAR.retired(NOON))))
                                .toJson()
                                .array("keys")
                                .stream()
                                .map(k -> ((JsonObject) k).text("retired_at")))
                .containsExactly(Optional.of("2026-06-01T12:00:00Z"));
        for (String name : List.of("algorithm", "id", "purpose", "not_before", "not_after")) {
            refuses(ring.toJson().with("keys", List.of(key.without(name))));
        }
        refuses(ring.toJson().with("keys", List.of(1)));
        refuses(ring.toJson().with("more", 1));
        refuses(ring.toJson().with("keys", 1));
    }

    private static void refuses(JsonObject ring) {
        faults(KeyFault.Kind.MALFORMED, () -> KeyRing.parse(CanonicalJson.bytes(ring)));
    }

    // ---- only what was adopted counts

    private static final class Secrets implements KeySecrets {
        private final AtomicInteger asked = new AtomicInteger();
        private final List<SecretBytes> given = new ArrayList<>();
        private Optional<byte[]> secret = Optional.of(bytes(48, 1));

        @Override
        public SecretBytes load(KeyEntry entry) {
            asked.incrementAndGet();
            if (secret.isEmpty() || entry.secret().isEmpty()) {
                throw KeyFault.of(KeyFault.Kind.SECRET_ABSENT, entry.id().value(), "none");
            }
            given.add(SecretBytes.copyOf(secret.get()));
            return given.get(given.size() - 1);
        }
    }

    @Test
    void shouldTakeFromTheFileOnlyWhereAnAdoptedKeysSecretIs() {
        Secrets secrets = new Secrets();
        KeyEntry adopted = outer("outer-1").withValidity(YEAR.retired(NOON)).withoutSecret();
        KeyEntry prolonged =
                outer("outer-1")
                        .withValidity(
                                KeyValidity.between(START, Instant.parse("2036-01-01T00:00:00Z")));
        OpenKeyRing open =
                new OpenKeyRing(KeyRing.of(List.of(prolonged, outer("outer-2"))), secrets);
        open.limitTo(KeyRing.of(List.of(adopted)));

        KeyEntry counting = open.ring().keys().get(0);
        assertThat(open.ring().keys()).hasSize(1);
        assertThat(counting.validity()).isEqualTo(YEAR.retired(NOON));
        assertThat(counting.secret()).contains(PLACE);
        assertThat(open.hmac(new KeyId("outer-1")).id()).isEqualTo(new KeyId("outer-1"));
        assertThat(open.hmac(new KeyId("outer-1")).algorithm()).isEqualTo(KeyAlgorithm.HMAC_SHA256);
        faults(KeyFault.Kind.UNKNOWN_KEY, () -> open.hmac(new KeyId("outer-2")));
        faults(KeyFault.Kind.NO_USABLE_KEY, () -> open.signingHmac(KeyPurpose.OUTER, NOON));
        faults(KeyFault.Kind.NO_USABLE_KEY, () -> open.engineKeyId(NOON));
        assertThat(open.toString()).isEqualTo("OpenKeyRingKeyRing[outer-1]");
    }

    @Test
    void shouldNotTakeTheSecretOfAKeyThatIsNotTheAdoptedOne() {
        Ed25519PublicKey one = Ed25519Signer.ofSeed(bytes(32, 1)).publicKey();
        Ed25519PublicKey two = Ed25519Signer.ofSeed(bytes(32, 2)).publicKey();
        KeyId id = new KeyId("k");
        KeyEntry adopted = KeyEntry.engine(id, YEAR, one, PLACE).withoutSecret();
        for (KeyEntry own :
                List.of(
                        KeyEntry.engine(id, YEAR, two, PLACE),
                        KeyEntry.hmac(id, KeyPurpose.ENGINE, YEAR, PLACE),
                        new KeyEntry(
                                id,
                                KeyPurpose.CI,
                                KeyAlgorithm.ED25519,
                                YEAR,
                                Optional.of(one),
                                Optional.of(PLACE)))) {
            OpenKeyRing open = new OpenKeyRing(KeyRing.of(List.of(own)), new Secrets());
            open.limitTo(KeyRing.of(List.of(adopted)));
            assertThat(open.ring().keys()).containsExactly(adopted);
        }
        OpenKeyRing open =
                new OpenKeyRing(
                        KeyRing.of(List.of(KeyEntry.engine(id, YEAR, one, PLACE))), new Secrets());
        open.limitTo(KeyRing.of(List.of(adopted)));
        assertThat(open.ring().keys().get(0).secret()).contains(PLACE);
    }

    @Test
    void shouldRememberARefusalUntilTheListIsRenewed() {
        Secrets secrets = new Secrets();
        secrets.secret = Optional.empty();
        KeyRing ring = KeyRing.of(List.of(outer("outer-1")));
        OpenKeyRing open = new OpenKeyRing(ring, secrets);
        KeyId id = new KeyId("outer-1");
        for (int i = 0; i < 3; i++) {
            faults(KeyFault.Kind.SECRET_ABSENT, () -> open.hmac(id));
        }
        assertThat(secrets.asked).hasValue(1);
        secrets.secret = Optional.of(bytes(48, 1));
        open.renew(ring);
        assertThat(open.hmac(id)).isSameAs(open.hmac(id));
        assertThat(secrets.asked).hasValue(2);
    }

    @Test
    void shouldWipeEverySecretItOpened() {
        Secrets secrets = new Secrets();
        KeyId id = new KeyId("engine-1");
        Ed25519PublicKey right = Ed25519Signer.ofSeed(bytes(32, 1)).publicKey();
        OpenKeyRing open =
                new OpenKeyRing(
                        KeyRing.of(
                                List.of(outer("outer-1"), KeyEntry.engine(id, YEAR, right, PLACE))),
                        secrets);
        open.hmac(new KeyId("outer-1"));
        faults(KeyFault.Kind.MALFORMED, () -> open.engineSigner(NOON));
        secrets.secret = Optional.of(bytes(32, 1));
        Ed25519Signer signer = open.engineSigner(NOON);
        assertThat(open.engineSigner(NOON)).isSameAs(signer);
        assertThat(secrets.given.get(0).isDestroyed()).isFalse();
        open.close();
        assertThat(secrets.given).allMatch(SecretBytes::isDestroyed);
        faults(KeyFault.Kind.CLOSED, () -> signer.sign(new byte[0]));
        faults(KeyFault.Kind.CLOSED, () -> open.engineSigner(NOON));
    }

    @Test
    void shouldHideCompareAndWipeBytes() {
        byte[] own = bytes(4, 7);
        SecretBytes secret = SecretBytes.copyOf(own);
        own[0] = 0;
        byte[][] lent = new byte[1][];
        secret.use(bytes -> lent[0] = bytes);
        assertThat(secret.matches(bytes(4, 7))).isTrue();
        assertThat(secret.matches(bytes(4, 8))).isFalse();
        assertThat(secret.matches(bytes(3, 7))).isFalse();
        assertThat(secret.length()).isEqualTo(4);
        assertThat(secret.isDestroyed()).isFalse();
        secret.close();
        assertThat(secret.isDestroyed()).isTrue();
        assertThat(lent[0]).containsOnly(0);
        faults(KeyFault.Kind.CLOSED, () -> secret.matches(bytes(4, 0)));
        assertThat(secret).hasToString("SecretBytes[hidden]");
    }

    // ---- secrets on disk

    private LocalKeySecrets secrets(String value) {
        return new LocalKeySecrets(
                directory, name -> Optional.of(value).filter(v -> name.equals("SECRET")));
    }

    @Test
    void shouldReadSecretsUpToTheirLimitWithOneLineEndAtMost() {
        KeyEntry entry = outer("outer-1");
        byte[] longest = bytes(768, 5);
        assertThat(secrets(Base64Text.encodeUrl(longest)).load(entry).matches(longest)).isTrue();
        assertThat(secrets(Base64Text.encodeUrl(longest) + "\n").load(entry).matches(longest))
                .isTrue();
        for (String text :
                List.of(
                        Base64Text.encodeUrl(bytes(769, 5)),
                        Base64Text.encodeUrl(longest) + "\n\n",
                        "AA==",
                        "AB",
                        "*")) {
            faults(KeyFault.Kind.MALFORMED, () -> secrets(text).load(entry));
        }
        // nothing at all is no secret of any length, and no crash
        assertThat(secrets("").load(entry).length()).isZero();
        assertThat(LocalKeySecrets.fileText(SecretBytes.copyOf(bytes(1, 0))))
                .isEqualTo("AA\n".getBytes(US_ASCII));
        faults(
                KeyFault.Kind.SECRET_ABSENT,
                () ->
                        LocalKeySecrets.of(directory)
                                .load(
                                        KeyEntry.hmac(
                                                new KeyId("k"),
                                                KeyPurpose.OUTER,
                                                YEAR,
                                                SecretLocation.parse("env:NO_SUCH_VARIABLE_X"))));
    }

    private SecretBytes toolKey(byte[] content) {
        try {
            Path file = Files.createTempFile(directory, "tool", ".key");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            Files.write(file, content);
            return ToolKeyFile.read(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private SecretBytes toolKey(String content) {
        return toolKey(content.getBytes(UTF_8));
    }

    @Test
    void shouldReadKeysOfExistingToolsInTheirThreeForms() {
        byte[] key = bytes(40, 0xab);
        String hex = "hex:" + HexFormat.of().formatHex(key);
        String base64 = "base64:" + Base64.getEncoder().encodeToString(key);
        for (String text : List.of(hex, hex + "\n", base64, base64 + "\n")) {
            assertThat(toolKey(text).matches(key)).as(text).isTrue();
        }
        assertThat(toolKey(key).matches(key)).isTrue();
        // raw bytes are taken as they are, line end included
        assertThat(toolKey("raw\n").matches("raw\n".getBytes(UTF_8))).isTrue();
        assertThat(toolKey("hex").matches("hex".getBytes(UTF_8))).isTrue();
        assertThat(toolKey("hex:").length()).isZero();
        assertThat(toolKey("base64:").length()).isZero();
        for (String text : List.of(hex + "\n\n", "hex:abc", "hex:zz", "base64:*", hex + " ")) {
            faults(KeyFault.Kind.MALFORMED, () -> toolKey(text));
        }
        assertThat(toolKey(bytes(768, 3)).length()).isEqualTo(768);
        assertThat(toolKey("hex:" + "ab".repeat(768) + "\n").length()).isEqualTo(768);
        faults(KeyFault.Kind.MALFORMED, () -> toolKey(bytes(769, 3)));
        faults(KeyFault.Kind.MALFORMED, () -> toolKey("hex:" + "ab".repeat(769)));
        // a longer file is not cut off and taken for a shorter key
        faults(KeyFault.Kind.MALFORMED, () -> toolKey("hex:" + "ab".repeat(5_000)));
        faults(KeyFault.Kind.MALFORMED, () -> toolKey("base64:" + "AAAA".repeat(5_000)));
    }

    // ---- credentials of persons

    private static char[] passphrase(int length) {
        char[] passphrase = new char[length];
        Arrays.fill(passphrase, 'p');
        return passphrase;
    }

    private static PersonCredential credential() {
        return PersonCredential.create(
                OLGA, KEY, passphrase(8), new SecureRandom(), Argon2Cost.FLOOR);
    }

    @Test
    void shouldTakeAPassphraseOfEightCharacters() {
        PersonCredential credential = credential();
        assertThat(credential.person()).isEqualTo(OLGA);
        assertThat(credential.key()).isEqualTo(KEY);
        assertThat(credential.cost()).isEqualTo(Argon2Cost.FLOOR);
        assertThat(credential).hasToString("PersonCredential[olga, olga-1]");
        PersonSigner opened;
        try (PersonSigner signer = credential.open(passphrase(8))) {
            assertThat(signer).hasToString("PersonSigner[olga, olga-1]");
            opened = signer;
        }
        PersonSigner closed = opened;
        faults(
                KeyFault.Kind.CLOSED,
                () -> closed.sign(SignatureDomain.STATEMENT, JsonObject.EMPTY));
        faults(
                KeyFault.Kind.WEAK_PASSPHRASE,
                () ->
                        PersonCredential.create(
                                OLGA, KEY, passphrase(7), new SecureRandom(), Argon2Cost.FLOOR));
        faults(KeyFault.Kind.WRONG_PASSPHRASE, () -> credential.open(passphrase(9)));
    }

    /** Each member of another form is told apart from a wrong passphrase: the file is no such. */
    @Test
    void shouldRefuseACredentialOfAnyOtherForm() {
        JsonObject good = parsed(credential());
        assertThat(PersonCredential.parse(CanonicalJson.bytes(good)).key()).isEqualTo(KEY);
        JsonObject kdf = good.object("kdf").orElseThrow();
        JsonObject cipher = good.object("cipher").orElseThrow();
        String short15 = Base64Text.encodeUrl(new byte[3]);
        List<JsonObject> others =
                List.of(
                        good.with("schema", "gatehouse-credential/2"),
                        good.with("more", 1),
                        good.with("kdf", kdf.with("name", "argon2i")),
                        good.with("kdf", kdf.with("version", "1.0")),
                        good.with("kdf", kdf.with("more", 1)),
                        good.with("kdf", kdf.with("salt", short15)),
                        good.with("kdf", kdf.with("salt", "*")),
                        good.with("kdf", kdf.with("memory_kib", "8192")),
                        good.with("kdf", kdf.with("memory_kib", 8191)),
                        good.with("kdf", kdf.with("memory_kib", 1L << 40)),
                        good.with("kdf", kdf.with("iterations", 0)),
                        good.with("kdf", kdf.with("parallelism", 9)),
                        good.with("cipher", cipher.with("name", "aes-128-gcm")),
                        good.with("cipher", cipher.with("more", 1)),
                        good.with("cipher", cipher.with("nonce", short15)),
                        good.with("ciphertext", short15),
                        good.with("key", "olga.1"),
                        good.with("person", "Olga"),
                        good.with("public", "AAAA"));
        for (JsonObject other : others) {
            faults(
                    KeyFault.Kind.MALFORMED,
                    () -> PersonCredential.parse(CanonicalJson.bytes(other)));
        }
    }

    private static JsonObject parsed(PersonCredential credential) {
        byte[] file = credential.fileBytes();
        assertThat(file[file.length - 1]).isEqualTo((byte) '\n');
        try {
            return io.gatehouse.audit.json.StrictJson.readSigned(file).objectOrThrow();
        } catch (io.gatehouse.audit.json.JsonFaultException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void shouldBindNamesCostAndPublicHalfToTheSeed() {
        PersonCredential credential = credential();
        JsonObject good = parsed(credential);
        JsonObject kdf = good.object("kdf").orElseThrow();
        for (JsonObject other :
                List.of(
                        good.with("person", "cezary"),
                        good.with("key", "olga-2"),
                        good.with("public", credential().publicKey().text()),
                        good.with("kdf", kdf.with("iterations", 2)))) {
            PersonCredential changed = PersonCredential.parse(CanonicalJson.bytes(other));
            faults(KeyFault.Kind.WRONG_PASSPHRASE, () -> changed.open(passphrase(8)));
        }
    }

    @Test
    void shouldTakeCostsWithinTheirLimits() {
        assertThat(new Argon2Cost(1024 * 1024, 16, 8).memoryKib()).isEqualTo(1024 * 1024);
        assertThat(Argon2Cost.FLOOR).isEqualTo(new Argon2Cost(8 * 1024, 1, 1));
        for (int[] cost :
                new int[][] {
                    {8 * 1024 - 1, 1, 1},
                    {1024 * 1024 + 1, 1, 1},
                    {8 * 1024, 0, 1},
                    {8 * 1024, 17, 1},
                    {8 * 1024, 1, 0},
                    {8 * 1024, 1, 9}
                }) {
            assertThatThrownBy(() -> new Argon2Cost(cost[0], cost[1], cost[2]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    // ---- keys of persons

    @Test
    void shouldFindTheKeyOfThatPersonAlone() {
        Ed25519PublicKey half = Ed25519Signer.ofSeed(bytes(32, 1)).publicKey();
        io.gatehouse.core.state.Person person =
                new io.gatehouse.core.state.Person(
                        OLGA,
                        "Olga",
                        new TreeSet<>(List.of(Role.OWNER, Role.RISK)),
                        List.of(
                                new io.gatehouse.core.state.PersonKey(
                                        KEY,
                                        half.text(),
                                        START,
                                        NOON,
                                        Optional.of(START.plusSeconds(1)))),
                        false);
        PersonKeys keys = PersonKeys.ofPersons(List.of(person));
        PersonKey found = keys.find(OLGA, KEY).orElseThrow();
        assertThat(found.roles()).containsExactlyInAnyOrder("owner", "risk");
        assertThat(found.publicKey()).isEqualTo(half);
        assertThat(found.validity().at(START)).isEqualTo(KeyStanding.USABLE);
        assertThat(found.validity().at(START.plusSeconds(1))).isEqualTo(KeyStanding.REVOKED);
        assertThat(keys.find(OLGA, KEY, NOON)).contains(found);
        assertThat(keys.find(OLGA, new KeyId("olga-2"))).isEmpty();
        assertThat(keys.find(new PersonId("cezary"), KEY)).isEmpty();
        assertThatThrownBy(() -> PersonKeys.of(List.of(found, found)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new PersonKey(
                                        OLGA,
                                        new KeyId("olga.1"),
                                        half,
                                        found.validity(),
                                        found.roles()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
