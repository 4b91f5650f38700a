package io.gatehouse.adapter.metrics.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A root of a test, and what it signs. */
public final class Pki {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Identity root;

    /** A certificate with its key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {}

    public Pki() throws Exception {
        KeyPair keys = keys();
        Instant now = Instant.now();
        root = sign("CN=root", keys, "CN=root", keys.getPrivate(), null, now, Duration.ofDays(1));
    }

    public Identity root() {
        return root;
    }

    public Identity server() throws Exception {
        return leaf(KeyPurposeId.id_kp_serverAuth, Instant.now(), Duration.ofDays(1));
    }

    public Identity client() throws Exception {
        return leaf(KeyPurposeId.id_kp_clientAuth, Instant.now(), Duration.ofDays(1));
    }

    Identity leaf(KeyPurposeId purpose, Instant from, Duration valid) throws Exception {
        return sign("CN=leaf", keys(), "CN=root", root.key(), purpose, from, valid);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
        return generator.generateKeyPair();
    }

    private static Identity sign(
            String subject,
            KeyPair keys,
            String issuer,
            PrivateKey issuerKey,
            KeyPurposeId purpose,
            Instant from,
            Duration valid)
            throws Exception {
        Instant begin = from.minusSeconds(60);
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        new BigInteger(100, RANDOM),
                        Date.from(begin),
                        Date.from(begin.plus(valid)),
                        new X500Name(subject),
                        keys.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, new BasicConstraints(purpose == null));
        if (purpose != null) {
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        }
        return new Identity(
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder("SHA384withECDSA")
                                                .build(issuerKey))),
                keys.getPrivate());
    }

    /** Writes PEM of some bytes. */
    static Path pem(Path file, String type, byte[]... ders) throws IOException {
        StringBuilder text = new StringBuilder();
        for (byte[] der : ders) {
            text.append("-----BEGIN ").append(type).append("-----\n");
            text.append(
                    Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(der));
            text.append("\n-----END ").append(type).append("-----\n");
        }
        return Files.writeString(file, text);
    }

    public static Path certificate(Path file, Identity... chain) throws Exception {
        byte[][] ders = new byte[chain.length][];
        for (int i = 0; i < chain.length; i++) {
            ders[i] = chain[i].certificate().getEncoded();
        }
        return pem(file, "CERTIFICATE", ders);
    }

    public static Path key(Path file, Identity of) throws IOException {
        pem(file, "PRIVATE KEY", of.key().getEncoded());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** A client that trusts this root, and shows a certificate when it has one. */
    public SSLContext asks(Optional<Identity> shown) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("root", root.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (shown.isPresent()) {
            own.setKeyEntry(
                    "own",
                    shown.get().key(),
                    new char[0],
                    new X509Certificate[] {shown.get().certificate()});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
