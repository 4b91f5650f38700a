package io.gatehouse.demo.standin;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A small public key infrastructure: one root, a server and a client (X.509 v3, P-256, ECDSA with
 * SHA-384). The certificates are real; nobody outside of the demo trusts the root.
 */
record Certificates(Identity root, Identity server, Identity client) {

    /** A certificate with its key. */
    record Identity(X509Certificate certificate, PrivateKey key) {

        String certificatePem() throws GeneralSecurityException {
            return pem("CERTIFICATE", certificate.getEncoded());
        }

        String keyPem() {
            return pem("PRIVATE KEY", key.getEncoded());
        }

        @Override
        public String toString() {
            return "Identity[" + certificate.getSubjectX500Principal() + "]";
        }
    }

    /** A certificate is valid a little before it is made, for peers whose clocks lag. */
    private static final Duration LAG = Duration.ofMinutes(1);

    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * @param days how long all three are valid, at least 1
     */
    static Certificates issue(Instant now, int days) throws IOException {
        if (days < 1 || days > 3650) {
            throw new IllegalArgumentException("--valid-days is 1 to 3650");
        }
        try {
            KeyPair rootKeys = keyPair();
            X500Name rootName = name("Gatehouse demo root (STAND-IN)");
            Period period = new Period(now.minus(LAG), now.minus(LAG).plus(Duration.ofDays(days)));
            Identity root = certify(rootName, rootKeys, rootName, rootKeys, period, null);
            KeyPair serverKeys = keyPair();
            KeyPair clientKeys = keyPair();
            return new Certificates(
                    root,
                    certify(
                            name("localhost"),
                            serverKeys,
                            rootName,
                            rootKeys,
                            period,
                            KeyPurposeId.id_kp_serverAuth),
                    certify(
                            name("demo-client"),
                            clientKeys,
                            rootName,
                            rootKeys,
                            period,
                            KeyPurposeId.id_kp_clientAuth));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(
                    "certificates cannot be made: " + e.getClass().getSimpleName(), e);
        }
    }

    private record Period(Instant from, Instant to) {}

    private static X500Name name(String commonName) {
        return new X500Name("CN=" + commonName + ",O=Gatehouse demo");
    }

    private static KeyPair keyPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    /**
     * @param purpose of a leaf; null makes an authority
     */
    private static Identity certify(
            X500Name subject,
            KeyPair keys,
            X500Name issuer,
            KeyPair issuerKeys,
            Period period,
            KeyPurposeId purpose)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        X509v3CertificateBuilder builder =
                new X509v3CertificateBuilder(
                        issuer,
                        new BigInteger(159, RANDOM).setBit(158),
                        time(period.from()),
                        time(period.to()),
                        subject,
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
        if (purpose == null) {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        }
        if (KeyPurposeId.id_kp_serverAuth.equals(purpose)) {
            GeneralName[] names = {
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            };
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
        }
        var signer = new JcaContentSignerBuilder("SHA384withECDSA").build(issuerKeys.getPrivate());
        X509Certificate certificate =
                new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        certificate.verify(issuerKeys.getPublic());
        return new Identity(certificate, keys.getPrivate());
    }

    private static Time time(Instant instant) {
        return new Time(new DERUTCTime(UTC_TIME.format(instant)));
    }

    private static String pem(String type, byte[] der) {
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
