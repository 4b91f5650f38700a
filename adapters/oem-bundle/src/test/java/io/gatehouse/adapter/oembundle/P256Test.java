package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class P256Test {

    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final byte[] ARCHIVE = "an archive".getBytes(StandardCharsets.UTF_8);
    private static final Digest DIGEST = Digest.sha384(ARCHIVE);
    private static final KeyPair PAIR = pair("secp256r1");
    private static final ECPublicKey PUBLIC = (ECPublicKey) PAIR.getPublic();
    private static final ECPrivateKey PRIVATE = (ECPrivateKey) PAIR.getPrivate();

    @TempDir private Path folder;

    private static KeyPair pair(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(String label, Key key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return ("-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] signed() throws IOException {
        return P256.sign(DIGEST, PRIVATE);
    }

    @Test
    void shouldVerifyWhatItSignedAndReadTheKeysFromPem() throws Exception {
        ECPrivateKey secret = P256.privateKey(pem("PRIVATE KEY", PRIVATE)).orElseThrow();
        ECPublicKey known = P256.publicKey(pem("PUBLIC KEY", PUBLIC)).orElseThrow();
        for (int i = 0; i < 40; i++) {
            byte[] file = P256.sign(DIGEST, secret);
            assertThat(P256.verify(DIGEST, known, file)).isTrue();
            // the same as SHA-384 with ECDSA over the archive itself, as other programs check it
            Signature other = Signature.getInstance("SHA384withECDSA");
            other.initVerify(known);
            other.update(ARCHIVE);
            assertThat(other.verify(file)).isTrue();
        }
    }

    @Test
    void shouldRefuseAnotherDigestAndAnotherKey() throws Exception {
        Digest other = Digest.sha384("another".getBytes(StandardCharsets.UTF_8));
        assertThat(P256.verify(other, PUBLIC, signed())).isFalse();
        ECPublicKey stranger = (ECPublicKey) pair("secp256r1").getPublic();
        assertThat(P256.verify(DIGEST, stranger, signed())).isFalse();
        Digest shorter = Digest.sha256(ARCHIVE);
        assertThatThrownBy(() -> P256.verify(shorter, PUBLIC, signed()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> P256.sign(shorter, PRIVATE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAnotherCurve() throws Exception {
        KeyPair larger = pair("secp384r1");
        assertThat(P256.publicKey(pem("PUBLIC KEY", larger.getPublic()))).isEmpty();
        assertThat(P256.privateKey(pem("PRIVATE KEY", larger.getPrivate()))).isEmpty();
        assertThat(P256.verify(DIGEST, (ECPublicKey) larger.getPublic(), signed())).isFalse();
    }

    @Test
    void shouldRefuseThePointThatIsOnNoCurveAndWhatIsNoKey() {
        byte[] encoded = PUBLIC.getEncoded();
        encoded[encoded.length - 1] ^= 1;
        byte[] off =
                ("-----BEGIN PUBLIC KEY-----\n"
                                + Base64.getEncoder().encodeToString(encoded)
                                + "\n-----END PUBLIC KEY-----\n")
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(P256.publicKey(off)).isEmpty();
        assertThat(P256.publicKey(pem("PRIVATE KEY", PRIVATE))).isEmpty();
        assertThat(P256.privateKey(pem("PUBLIC KEY", PUBLIC))).isEmpty();
        assertThat(P256.publicKey(new byte[5000])).isEmpty();
        assertThat(P256.publicKey("-----BEGIN PUBLIC KEY-----".getBytes())).isEmpty();
        assertThat(P256.privateKey("-----BEGIN PRIVATE KEY-----\n!\n".getBytes())).isEmpty();
    }

    /** Whoever has one signature could otherwise write a second one that verifies as well. */
    @Test
    void shouldRefuseTheSameSignatureWithTheUpperS() throws Exception {
        EcdsaValue right = EcdsaValue.read(signed()).orElseThrow();
        byte[] upper = new EcdsaValue(right.r(), ORDER.subtract(right.s())).bytes();
        Signature lax = Signature.getInstance("SHA384withECDSA");
        lax.initVerify(PUBLIC);
        lax.update(ARCHIVE);
        assertThat(lax.verify(upper)).isTrue();
        assertThat(P256.verify(DIGEST, PUBLIC, upper)).isFalse();
    }

    @Test
    void shouldReadNoFormButStrictDer() throws Exception {
        byte[] right = signed();
        int r = right[3];
        byte[] behind = Arrays.copyOf(right, right.length + 1);
        byte[] longForm = new byte[right.length + 1];
        longForm[0] = 0x30;
        longForm[1] = (byte) 0x81;
        System.arraycopy(right, 1, longForm, 2, right.length - 1);
        byte[] padded = new byte[right.length + 1];
        System.arraycopy(right, 0, padded, 0, 4);
        padded[1]++;
        padded[3]++;
        System.arraycopy(right, 4, padded, 5, right.length - 4);
        byte[] negative = right.clone();
        negative[4 + r + 2] |= (byte) 0x80;
        List<byte[]> others =
                List.of(
                        behind,
                        longForm,
                        padded,
                        negative,
                        Arrays.copyOf(right, right.length - 1),
                        new EcdsaValue(BigInteger.ZERO, BigInteger.ONE).bytes(),
                        new EcdsaValue(ORDER, BigInteger.ONE).bytes(),
                        new byte[0]);
        for (byte[] other : others) {
            assertThat(P256.verify(DIGEST, PUBLIC, other)).isFalse();
        }
        assertThat(EcdsaValue.read(behind)).isEmpty();
        assertThat(EcdsaValue.read(longForm)).isEmpty();
        assertThat(EcdsaValue.read(padded)).isEmpty();
    }

    @Test
    void shouldAcceptNoMutatedSignature() throws Exception {
        byte[] right = signed();
        long seed = 20_261_122L;
        Random random = new Random(seed);
        int inputs = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 2_000;
        int tried = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] file = right.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(8) == 0) {
                file = Arrays.copyOf(file, random.nextInt(80));
            }
            if (!Arrays.equals(file, right)) {
                assertThat(P256.verify(DIGEST, PUBLIC, file)).as("seed " + seed).isFalse();
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(inputs * 9 / 10);
    }

    private Verification verify(byte[] archive, Optional<byte[]> signature) throws IOException {
        Path file = Files.write(folder.resolve("b.tar.gz"), archive);
        Path beside = folder.resolve("b.tar.gz" + P256.EXTENSION);
        Files.deleteIfExists(beside);
        if (signature.isPresent()) {
            Files.write(beside, signature.get());
        }
        return new BundleVerifier(Draft.trusted())
                .verify(file, VerifyOptions.at(Draft.NOW).withP256(PUBLIC));
    }

    @Test
    void shouldDemandTheSignatureOfABundleBesideIt() throws Exception {
        byte[] archive = new Draft().seal().archive();
        byte[] right = P256.sign(Digest.sha384(archive), PRIVATE);

        assertThat(verify(archive, Optional.of(right))).isInstanceOf(Verification.Verified.class);
        assertThat(verify(archive, Optional.empty()).findings())
                .extracting(f -> f.code())
                .containsExactly("p256-missing");
        assertThat(verify(archive, Optional.of(signed())).findings())
                .extracting(f -> f.code())
                .containsExactly("p256-invalid");
    }
}
