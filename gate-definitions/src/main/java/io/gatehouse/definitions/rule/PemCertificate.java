package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that holds one certificate in PEM (RFC 7468) and nothing else: a second certificate would
 * be one that nobody looked at, and text around it may be anything.
 *
 * @param path of the file
 * @param fingerprint SHA-256 of the DER, in lower-case hexadecimal
 */
record PemCertificate(String path, X509Certificate certificate, String fingerprint) {

    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern FORM =
            Pattern.compile(
                    "\\s*-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----\\s*");

    /** The certificate, or empty with a finding. */
    static Optional<PemCertificate> read(Inspection inspection, Observation file) {
        String path = file.item().path();
        byte[] bytes = file.content().orElseThrow().bytes();
        if (holdsKey(inspection, path, bytes)) {
            return Optional.empty();
        }
        Matcher block = FORM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        String observed = "something else";
        if (bytes.length > MAX_BYTES) {
            observed = bytes.length + " bytes";
        } else if (block.matches()) {
            try {
                return Optional.of(of(path, block.group(1).replaceAll("\\s", "")));
            } catch (CertificateException | RuntimeException e) {
                observed = "a block that is no certificate (" + e.getClass().getSimpleName() + ")";
            }
        }
        inspection.malformed(path, "one certificate in PEM (RFC 7468)", observed);
        return Optional.empty();
    }

    /**
     * Whether a private key stands in a file that may be copied and exported; a finding if so. Any
     * kind of key, sealed or not.
     */
    static boolean holdsKey(Inspection inspection, String path, byte[] bytes) {
        boolean holds = new String(bytes, StandardCharsets.ISO_8859_1).contains("PRIVATE KEY-----");
        if (holds) {
            inspection.fail(
                    "key-material",
                    path,
                    "no private key in a file that is archived and exported",
                    "a private key",
                    "the key is disclosed: generate a new bundle, and keep keys in files of their own");
        }
        return holds;
    }

    private static PemCertificate of(String path, String base64) throws CertificateException {
        byte[] der = Base64.getDecoder().decode(base64);
        X509Certificate certificate =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der));
        if (!Arrays.equals(der, certificate.getEncoded())) {
            throw new CertificateException("bytes behind the certificate");
        }
        return new PemCertificate(path, certificate, Digest.sha256(der).hex());
    }
}
