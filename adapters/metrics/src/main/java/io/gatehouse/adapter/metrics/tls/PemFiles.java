package io.gatehouse.adapter.metrics.tls;

import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files; what is wrong becomes a finding that repeats nothing of a key. */
final class PemFiles {

    private static final int LARGEST = 256 * 1024;
    private static final int MOST = 16;
    private static final Set<PosixFilePermission> OWN =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Pattern KEY =
            Pattern.compile(
                    "\\s*-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");

    private final List<Finding> findings;

    PemFiles(List<Finding> findings) {
        this.findings = findings;
    }

    /** One or more certificates; empty with a finding when there are none. */
    List<X509Certificate> certificates(Path file) {
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty()) {
            return List.of();
        }
        try {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes.get()))
                            .stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (!certificates.isEmpty() && certificates.size() <= MOST) {
                return certificates;
            }
        } catch (CertificateException e) {
            // told below, without its words
        }
        findings.add(
                TlsCode.FILE_MALFORMED.at(name(file), "1 to " + MOST + " certificates", "other"));
        return List.of();
    }

    /** A private key of an algorithm; empty with a finding when there is none. */
    Optional<PrivateKey> key(Path file, String algorithm) {
        Optional<byte[]> bytes = bytes(file);
        if (bytes.isEmpty() || isExposed(file)) {
            return Optional.empty();
        }
        byte[] der = new byte[0];
        try {
            Matcher pem = KEY.matcher(new String(bytes.get(), StandardCharsets.ISO_8859_1));
            if (pem.matches()) {
                der = Base64.getMimeDecoder().decode(pem.group(1));
                return Optional.of(
                        KeyFactory.getInstance(algorithm)
                                .generatePrivate(new PKCS8EncodedKeySpec(der)));
            }
            findings.add(
                    TlsCode.FILE_MALFORMED.at(name(file), "one private key, PKCS #8", "other"));
        } catch (GeneralSecurityException e) {
            findings.add(
                    TlsCode.KEY_MISMATCH.at(
                            name(file),
                            "a key for " + algorithm + ", as the certificate",
                            "other"));
        } catch (IllegalArgumentException e) {
            findings.add(TlsCode.FILE_MALFORMED.at(name(file), "base64 within PEM", "other"));
        } finally {
            Arrays.fill(der, (byte) 0);
            Arrays.fill(bytes.get(), (byte) 0);
        }
        return Optional.empty();
    }

    /** A key that others can read may be in use elsewhere by now. */
    private boolean isExposed(Path file) {
        try {
            if (OWN.containsAll(Files.getPosixFilePermissions(file))) {
                return false;
            }
            findings.add(TlsCode.KEY_EXPOSED.at(name(file), "mode 0600 or 0400", "a wider mode"));
        } catch (IOException | UnsupportedOperationException e) {
            findings.add(TlsCode.KEY_EXPOSED.at(name(file), "mode 0600 or 0400", "no mode"));
        }
        return true;
    }

    private Optional<byte[]> bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length <= LARGEST) {
                return Optional.of(bytes);
            }
            findings.add(TlsCode.FILE_MALFORMED.at(name(file), "at most 256 KiB", "more"));
        } catch (IOException e) {
            findings.add(
                    TlsCode.FILE_UNREADABLE.at(name(file), "a file", e.getClass().getSimpleName()));
        }
        return Optional.empty();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
