package io.gatehouse.audit.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceMacsTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final KeyValidity YEAR =
            KeyValidity.between(
                    Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final KeyPurpose LICENCE = KeyPurpose.evidence("licence");
    private static final byte[] SECRET =
            "a licence key of forty-one bytes, raw.....".getBytes(UTF_8);
    private static final byte[] MESSAGE = "{\"profile\":\"paper\"}".getBytes(UTF_8);

    private final List<KeyEntry> keys = new ArrayList<>();
    private Map<String, byte[]> secrets = Map.of("lic-2026", SECRET);

    @TempDir Path directory;

    EvidenceMacsTest() {
        keys.add(key("lic-2026", LICENCE, KeyAlgorithm.HMAC_SHA384, YEAR));
    }

    @Test
    void shouldFindTheCodeOfANamedKeyValid() {
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.VALID);
    }

    @Test
    void shouldTakeTheOnlyUsableKeyWhenNoneIsNamed() {
        keys.add(key("old", LICENCE, KeyAlgorithm.HMAC_SHA384, YEAR.retired(NOON)));
        keys.add(key("bundle", KeyPurpose.evidence("bundle"), KeyAlgorithm.HMAC_SHA384, YEAR));

        assertThat(ask(Optional.empty())).isEqualTo(MacAnswer.VALID);
    }

    @Test
    void shouldNotChooseBetweenSeveralUsableKeys() {
        keys.add(key("lic-2027", LICENCE, KeyAlgorithm.HMAC_SHA384, YEAR));

        assertThat(ask(Optional.empty())).isEqualTo(MacAnswer.UNKNOWN_KEY);
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.VALID);
    }

    @Test
    void shouldNotKnowKeysOfOtherPurposes() {
        keys.clear();
        keys.add(key("lic-2026", KeyPurpose.evidence("bundle"), KeyAlgorithm.HMAC_SHA384, YEAR));
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.UNKNOWN_KEY);

        keys.clear();
        keys.add(key("lic-2026", KeyPurpose.role("owner"), KeyAlgorithm.HMAC_SHA384, YEAR));
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.UNKNOWN_KEY);
        assertThat(ask(Optional.empty())).isEqualTo(MacAnswer.UNKNOWN_KEY);
    }

    @Test
    void shouldNotKnowAKeyOfAnotherSpelling() {
        for (String id : List.of("LIC-2026", "lic-2026 ", "", "lic.2026", "\u0142")) {
            assertThat(ask(Optional.of(id))).as(id).isEqualTo(MacAnswer.UNKNOWN_KEY);
        }
    }

    @Test
    void shouldRefuseAKeyThatMayNotBeUsed() {
        List<KeyValidity> unusable =
                List.of(
                        YEAR.revoked(NOON),
                        YEAR.retired(NOON),
                        KeyValidity.between(NOON.plusSeconds(1), NOON.plusSeconds(2)),
                        KeyValidity.between(NOON.minusSeconds(2), NOON));
        for (KeyValidity validity : unusable) {
            keys.set(0, key("lic-2026", LICENCE, KeyAlgorithm.HMAC_SHA384, validity));
            assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.KEY_NOT_USABLE);
            assertThat(ask(Optional.empty())).isEqualTo(MacAnswer.KEY_NOT_USABLE);
        }
    }

    @Test
    void shouldNotLetTheFileChooseTheAlgorithm() throws Exception {
        for (String algorithm : List.of("HMAC-SHA256", "hmac-sha384", "none", "")) {
            byte[] mac = hmac("HmacSHA256", MESSAGE);
            assertThat(ask(claim(Optional.of("lic-2026"), algorithm, MESSAGE, mac)))
                    .as(algorithm)
                    .isEqualTo(MacAnswer.KEY_NOT_USABLE);
        }
        keys.set(0, key("lic-2026", LICENCE, KeyAlgorithm.HMAC_SHA256, YEAR));
        assertThat(
                        ask(
                                claim(
                                        Optional.of("lic-2026"),
                                        "HMAC-SHA256",
                                        MESSAGE,
                                        hmac("HmacSHA256", MESSAGE))))
                .isEqualTo(MacAnswer.VALID);
    }

    @Test
    void shouldFindEveryOtherBitInvalid() throws Exception {
        byte[] mac = hmac("HmacSHA384", MESSAGE);
        int tried = 0;
        for (int bit = 0; bit < MESSAGE.length * 8; bit++, tried++) {
            assertThat(ask(claim(Optional.empty(), "HMAC-SHA384", flip(MESSAGE, bit), mac)))
                    .isEqualTo(MacAnswer.INVALID);
        }
        for (int bit = 0; bit < mac.length * 8; bit++, tried++) {
            assertThat(ask(claim(Optional.empty(), "HMAC-SHA384", MESSAGE, flip(mac, bit))))
                    .isEqualTo(MacAnswer.INVALID);
        }
        for (int length = 0; length < mac.length; length++, tried++) {
            byte[] cut = Arrays.copyOf(mac, length);
            assertThat(ask(claim(Optional.empty(), "HMAC-SHA384", MESSAGE, cut)))
                    .isEqualTo(MacAnswer.INVALID);
        }
        assertThat(tried).isEqualTo(MESSAGE.length * 8 + 48 * 8 + 48);
    }

    @Test
    void shouldSayThatTheSecretIsNotHere() {
        secrets = Map.of();
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.UNAVAILABLE);

        secrets = Map.of("lic-2026", Arrays.copyOf(SECRET, 31));
        assertThat(ask(Optional.of("lic-2026"))).isEqualTo(MacAnswer.UNAVAILABLE);
    }

    @Test
    void shouldCountAdoptedKeysAlone() {
        try (OpenKeyRing open = open()) {
            open.limitTo(KeyRing.of(List.of()));
            assertThat(ask(open, Optional.of("lic-2026"))).isEqualTo(MacAnswer.UNKNOWN_KEY);
        }
        KeyEntry revived = keys.get(0);
        try (OpenKeyRing open = open()) {
            open.limitTo(KeyRing.of(List.of(revived.withValidity(YEAR.revoked(NOON)))));
            assertThat(ask(open, Optional.of("lic-2026"))).isEqualTo(MacAnswer.KEY_NOT_USABLE);
        }
    }

    @Test
    void shouldReadTheFormsOfTheExistingToolsKeyFiles() throws IOException {
        byte[] withEnd = "raw key with its line end, 33 by\n".getBytes(UTF_8);
        Map<String, byte[]> forms =
                Map.of(
                        new String(withEnd, UTF_8),
                        withEnd,
                        "hex:" + HexFormat.of().formatHex(SECRET),
                        SECRET,
                        "hex:" + HexFormat.of().withUpperCase().formatHex(SECRET) + "\n",
                        SECRET,
                        "base64:" + java.util.Base64.getEncoder().encodeToString(SECRET),
                        SECRET,
                        "base64:" + java.util.Base64.getEncoder().encodeToString(SECRET) + "\n",
                        SECRET);
        for (Map.Entry<String, byte[]> form : forms.entrySet()) {
            try (SecretBytes read = ToolKeyFile.read(file(form.getKey(), "rw-------"))) {
                assertThat(read.matches(form.getValue())).as(form.getKey()).isTrue();
            }
        }
    }

    @Test
    void shouldRefuseAKeyFileThatIsNoneOrNotSafe() throws IOException {
        String good = "hex:" + HexFormat.of().formatHex(SECRET);
        Map<String, KeyFault.Kind> faults =
                Map.of(
                        "hex:0",
                        KeyFault.Kind.MALFORMED,
                        "hex:" + "0g".repeat(40),
                        KeyFault.Kind.MALFORMED,
                        "hex: " + "00".repeat(40),
                        KeyFault.Kind.MALFORMED,
                        "hex:" + "00".repeat(40) + "\n\n",
                        KeyFault.Kind.MALFORMED,
                        "base64:*" + "AAAA".repeat(20),
                        KeyFault.Kind.MALFORMED,
                        "x".repeat(769),
                        KeyFault.Kind.MALFORMED,
                        "x".repeat(100_000),
                        KeyFault.Kind.MALFORMED);
        for (Map.Entry<String, KeyFault.Kind> fault : faults.entrySet()) {
            assertFault(file(fault.getKey(), "rw-------"), fault.getValue());
        }
        assertFault(file(good, "rw-r-----"), KeyFault.Kind.INSECURE_FILE);
        assertFault(directory.resolve("absent"), KeyFault.Kind.UNREADABLE);
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, file(good, "rw-------"));
        assertFault(link, KeyFault.Kind.INSECURE_FILE);
    }

    @Test
    void shouldGiveEvidenceKeysNoOtherUse() {
        assertThat(LICENCE.isEvidence()).isTrue();
        assertThat(LICENCE.role()).isEmpty();
        assertThat(LICENCE.allows(KeyAlgorithm.ED25519)).isFalse();
        assertThat(KeyPurpose.role("evidence").isEvidence()).isFalse();
        for (String bad : List.of("evidence:", "evidence:A", "evidence:a:b", "evidence")) {
            assertThatThrownBy(() -> new KeyPurpose(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        KeyRing ring = KeyRing.of(keys);
        assertThat(KeyRing.parse(ring.fileBytes()).keys()).isEqualTo(ring.keys());
    }

    private static void assertFault(Path file, KeyFault.Kind kind) {
        assertThatThrownBy(() -> ToolKeyFile.read(file))
                .isInstanceOfSatisfying(
                        KeyFaultException.class,
                        e -> {
                            assertThat(e.fault().kind()).isEqualTo(kind);
                            assertThat(e.getMessage()).doesNotContain("0g").doesNotContain("xxxx");
                        });
    }

    private Path file(String text, String mode) throws IOException {
        Path file = Files.createTempFile(directory, "key", ".txt");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private MacAnswer ask(Optional<String> keyId) {
        return ask(claim(keyId, "HMAC-SHA384", MESSAGE, hmac("HmacSHA384", MESSAGE)));
    }

    private MacAnswer ask(MacClaim claim) {
        try (OpenKeyRing open = open()) {
            return new EvidenceMacs(open).verify(claim);
        }
    }

    private static MacAnswer ask(OpenKeyRing open, Optional<String> keyId) {
        return new EvidenceMacs(open)
                .verify(claim(keyId, "HMAC-SHA384", MESSAGE, hmac("HmacSHA384", MESSAGE)));
    }

    private OpenKeyRing open() {
        return new OpenKeyRing(
                KeyRing.of(keys),
                entry -> {
                    byte[] secret = secrets.get(entry.id().value());
                    if (secret == null) {
                        throw KeyFault.of(
                                KeyFault.Kind.SECRET_ABSENT, entry.id().value(), "not here");
                    }
                    return SecretBytes.copyOf(secret);
                });
    }

    private static MacClaim claim(
            Optional<String> keyId, String algorithm, byte[] message, byte[] mac) {
        return new MacClaim("licence", keyId, algorithm, message, mac, NOON);
    }

    private static KeyEntry key(
            String id, KeyPurpose purpose, KeyAlgorithm algorithm, KeyValidity validity) {
        return new KeyEntry(
                new KeyId(id),
                purpose,
                algorithm,
                validity,
                Optional.empty(),
                Optional.of(SecretLocation.parse("env:KEY")));
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        return flipped;
    }

    private static byte[] hmac(String algorithm, byte[] message) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(SECRET, algorithm));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
