package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * ECDSA on P-256 with SHA-384 (FIPS 186-5, section 6.4) over an archive, for vendors whose signing
 * devices have no Ed25519. The file beside the archive is what {@code openssl dgst -sha384 -sign}
 * writes: the DER of r and s, nothing else.
 *
 * <p>Exactly one form of a signature counts: strict DER (X.690, section 10) and s in the lower half
 * of the order. Otherwise whoever has one signature could write others that verify, and a list of
 * what was seen or revoked by its bytes would miss them. {@code openssl} does not lower s; a
 * signature of it is refused in every second case, and {@link #sign} is never. Stateless.
 */
public final class P256 {

    /** Appended to the archive's name. */
    public static final String EXTENSION = ".p256.sig";

    private static final int MAX_PEM = 4096;
    private static final String NOT_HASHED_AGAIN = "NONEwithECDSA";
    private static final ECParameterSpec CURVE = curve();
    private static final BigInteger ORDER = CURVE.getOrder();

    private P256() {}

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /**
     * A public key from PEM ({@code BEGIN PUBLIC KEY}); empty for another form, another curve, and
     * a point that is not on it.
     */
    public static Optional<ECPublicKey> publicKey(byte[] pem) {
        try {
            Optional<byte[]> der = der(pem, "PUBLIC KEY");
            if (der.isEmpty()) {
                return Optional.empty();
            }
            var key =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der.get()));
            return key instanceof ECPublicKey ec && isOnCurve(ec) && isOnCurve(ec.getW())
                    ? Optional.of(ec)
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * A private key from PEM ({@code BEGIN PRIVATE KEY}, PKCS #8); empty for another form or curve.
     * The caller wipes its bytes.
     */
    public static Optional<ECPrivateKey> privateKey(byte[] pem) {
        Optional<byte[]> der = der(pem, "PRIVATE KEY");
        try {
            if (der.isEmpty()) {
                return Optional.empty();
            }
            var key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(der.get()));
            return key instanceof ECPrivateKey ec && isOnCurve(ec)
                    ? Optional.of(ec)
                    : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // never why: the reason may quote the key
        } finally {
            der.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    /**
     * The bytes of the signature file of an archive.
     *
     * @throws IOException when this Java cannot sign with the key
     */
    public static byte[] sign(Digest archive, ECPrivateKey key) throws IOException {
        try {
            Signature signature = Signature.getInstance(NOT_HASHED_AGAIN);
            signature.initSign(key);
            signature.update(digest(archive));
            EcdsaValue value = EcdsaValue.read(signature.sign()).orElseThrow();
            return value.low(ORDER).bytes();
        } catch (GeneralSecurityException e) {
            throw new IOException("the key cannot sign");
        }
    }

    /** Whether the bytes are, in the one form that counts, the key's signature of the archive. */
    static boolean verify(Digest archive, ECPublicKey key, byte[] file) {
        Optional<EcdsaValue> value = EcdsaValue.read(file).filter(v -> v.isLow(ORDER));
        if (value.isEmpty() || !isOnCurve(key) || !isOnCurve(key.getW())) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(NOT_HASHED_AGAIN);
            signature.initVerify(key);
            signature.update(digest(archive));
            return signature.verify(file);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Of SHA-384: with a shorter digest of other bytes the same 32 would be signed. */
    private static byte[] digest(Digest archive) {
        if (!archive.algorithm().equals("sha384")) {
            throw new IllegalArgumentException("archives are signed by their SHA-384");
        }
        return HexFormat.of().parseHex(archive.hex());
    }

    private static boolean isOnCurve(ECKey key) {
        ECParameterSpec given = key.getParams();
        return given != null
                && given.getCurve().equals(CURVE.getCurve())
                && given.getGenerator().equals(CURVE.getGenerator())
                && given.getOrder().equals(CURVE.getOrder())
                && given.getCofactor() == CURVE.getCofactor();
    }

    /** A point of another, weaker curve would let anybody compute the signature's key. */
    private static boolean isOnCurve(ECPoint point) {
        if (point.equals(ECPoint.POINT_INFINITY)) {
            return false;
        }
        EllipticCurve curve = CURVE.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        boolean reduced =
                x.signum() >= 0 && y.signum() >= 0 && x.compareTo(p) < 0 && y.compareTo(p) < 0;
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return reduced && y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    private static Optional<byte[]> der(byte[] pem, String label) {
        if (pem.length > MAX_PEM) {
            return Optional.empty();
        }
        String text = new String(pem, StandardCharsets.US_ASCII).strip();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        if (!text.startsWith(begin) || !text.endsWith(end)) {
            return Optional.empty();
        }
        try {
            String body = text.substring(begin.length(), text.length() - end.length());
            return Optional.of(Base64.getDecoder().decode(body.replaceAll("[\r\n]", "")));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}
