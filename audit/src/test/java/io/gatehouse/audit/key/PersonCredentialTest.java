package io.gatehouse.audit.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.testkit.Mutations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersonCredentialTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonObject STATEMENT = JsonObject.of("promotion", "p-1");

    @TempDir Path directory;

    @Test
    void shouldSignWithTheSavedCredentialAndOnlyInItsDomain() throws IOException {
        // given
        PersonCredential made = create();
        Path file = directory.resolve("anna.key");
        made.save(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        // when
        PersonCredential loaded = PersonCredential.load(file);
        String signature;
        try (PersonSigner signer = loaded.open(passphrase())) {
            assertThat(signer.person()).isEqualTo(new PersonId("anna"));
            assertThat(signer.key()).isEqualTo(new KeyId("anna-1"));
            signature = PersonSignatures.sign(signer, STATEMENT);
        }
        // then
        Ed25519PublicKey key = loaded.publicKey();
        assertThat(key).isEqualTo(made.publicKey());
        assertThat(PersonSignatures.verify(key, STATEMENT, signature)).isTrue();
        assertThat(PersonSignatures.verify(key, STATEMENT.with("x", 1), signature)).isFalse();
        for (SignatureDomain domain : SignatureDomain.values()) {
            assertThat(DomainSignature.verify(key, domain, STATEMENT, signature))
                    .isEqualTo(domain == SignatureDomain.STATEMENT);
        }
    }

    @Test
    void shouldAcceptNoOtherSpellingOfASignature() {
        PersonCredential made = create();
        try (PersonSigner signer = made.open(passphrase())) {
            String good = PersonSignatures.sign(signer, STATEMENT);
            int tried = 0;
            for (int at = 0; at < good.length(); at++) {
                for (char c : "AQgwZz09-_+/= \n".toCharArray()) {
                    String bad = good.substring(0, at) + c + good.substring(at + 1);
                    if (!bad.equals(good)) {
                        assertThat(PersonSignatures.verify(signer.publicKey(), STATEMENT, bad))
                                .isFalse();
                        tried++;
                    }
                }
            }
            for (String bad : new String[] {good + "=", good + "==", good + "\n", ""}) {
                assertThat(PersonSignatures.verify(signer.publicKey(), STATEMENT, bad)).isFalse();
            }
            assertThat(tried).isGreaterThan(1_000);
        }
    }

    @Test
    void shouldRefuseAWrongPassphraseInOneClearWay() {
        PersonCredential made = create();

        assertFault(
                () -> made.open("wrong passphrase".toCharArray()), KeyFault.Kind.WRONG_PASSPHRASE);
        assertFault(() -> made.open(new char[0]), KeyFault.Kind.WRONG_PASSPHRASE);
    }

    @Test
    void shouldRefuseToSignOnceClosed() {
        PersonSigner signer = create().open(passphrase());
        signer.close();

        assertFault(() -> PersonSignatures.sign(signer, STATEMENT), KeyFault.Kind.CLOSED);
    }

    @Test
    void shouldRefuseAShortPassphraseAndACostBelowTheFloor() {
        assertFault(
                () ->
                        PersonCredential.create(
                                new PersonId("anna"),
                                new KeyId("anna-1"),
                                "1234567".toCharArray(),
                                RANDOM),
                KeyFault.Kind.WEAK_PASSPHRASE);
        assertThatThrownBy(() -> new Argon2Cost(4096, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(Argon2Cost.DEFAULT.memoryKib()).isGreaterThanOrEqualTo(64 * 1024);
        String cheap =
                new String(create().fileBytes(), StandardCharsets.UTF_8)
                        .replace("\"memory_kib\":8192", "\"memory_kib\":8");
        assertFault(
                () -> PersonCredential.parse(cheap.getBytes(StandardCharsets.UTF_8)),
                KeyFault.Kind.MALFORMED);
        assertFault(
                () ->
                        PersonCredential.parse(
                                cheap.replace(":8,", ":2147483648,")
                                        .getBytes(StandardCharsets.UTF_8)),
                KeyFault.Kind.MALFORMED);
    }

    @Test
    void shouldRefuseAFileThatOthersMayReadAndNeverReplaceOne() throws IOException {
        Path file = directory.resolve("k");
        PersonCredential made = create();
        made.save(file);
        assertFault(() -> made.save(file), KeyFault.Kind.UNREADABLE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertFault(() -> PersonCredential.load(file), KeyFault.Kind.INSECURE_FILE);
        assertFault(() -> PersonCredential.load(directory.resolve("no")), KeyFault.Kind.UNREADABLE);
    }

    @Test
    void shouldRefuseEveryChangeOfTheOpenPart() {
        String good = new String(create().fileBytes(), StandardCharsets.UTF_8);
        String other = new String(create().fileBytes(), StandardCharsets.UTF_8);
        String[] changed = {
            good.replace("\"person\":\"anna\"", "\"person\":\"piotr\""),
            good.replace("\"key\":\"anna-1\"", "\"key\":\"anna-2\""),
            good.replace("\"iterations\":1", "\"iterations\":2"),
            good.replaceAll(
                    "\"public\":\"[^\"]*\"",
                    "\"public\":\"" + Ed25519Signer.generate(RANDOM).publicKey() + "\""),
            good.replaceAll("\"salt\":\"[^\"]*\"", "\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA\""),
            good.replaceAll("\"nonce\":\"[^\"]*\"", "\"nonce\":\"AAAAAAAAAAAAAAAA\""),
            good.replaceAll(
                    "\"ciphertext\":\"[^\"]*\"",
                    other.replaceAll("(?s).*(\"ciphertext\":\"[^\"]*\").*", "$1")),
        };
        for (String text : changed) {
            assertThat(text).isNotEqualTo(good);
            PersonCredential credential =
                    PersonCredential.parse(text.getBytes(StandardCharsets.UTF_8));
            assertFault(() -> credential.open(passphrase()), KeyFault.Kind.WRONG_PASSPHRASE);
        }
    }

    @Test
    void shouldShowNothingSecretInItsTextOrFile() {
        PersonCredential made = create();
        try (PersonSigner signer = made.open(passphrase())) {
            assertThat(made.toString() + signer)
                    .doesNotContain(new String(passphrase()))
                    .doesNotContain("ciphertext");
        }
        assertThat(new String(made.fileBytes(), StandardCharsets.UTF_8))
                .doesNotContain(new String(passphrase()));
    }

    @Test
    void shouldOnlyEverRefuseOrReadMutatedFiles() {
        long seed = 5L;
        Random random = new Random(seed);
        byte[] start = create().fileBytes();
        int read = 0;
        int tried = 0;
        for (; tried < 20_000; tried++) {
            byte[] input = Mutations.mutate(start, random);
            try {
                PersonCredential credential = PersonCredential.parse(input);
                read++;
                assertThat(PersonCredential.parse(credential.fileBytes()).fileBytes())
                        .as("seed " + seed)
                        .isEqualTo(credential.fileBytes());
            } catch (KeyFaultException e) {
                assertThat(e.fault().kind()).as("seed " + seed).isEqualTo(KeyFault.Kind.MALFORMED);
            }
        }
        System.out.printf("Credential fuzz: %d tried, %d still credentials%n", tried, read);
        assertThat(tried).isEqualTo(20_000);
        assertThat(read).isPositive();
    }

    private static PersonCredential create() {
        return PersonCredential.create(
                new PersonId("anna"), new KeyId("anna-1"), passphrase(), RANDOM, Argon2Cost.FLOOR);
    }

    private static char[] passphrase() {
        return Arrays.copyOf("zażółć gęślą jaźń".toCharArray(), 17);
    }

    private static void assertFault(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, KeyFault.Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyFaultException.class, e -> assertThat(e.fault().kind()).isEqualTo(kind))
                .hasMessageNotContaining("gęślą");
    }
}
