package io.gatehouse.definitions.rule;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A TLS bundle of our own making in the generator's formats: three certificates of 90 days, thirty
 * days old, {@code bundle.json}, the registry of rotations. A test changes one thing and looks at
 * what the rule says.
 */
final class TlsFixture {

    static final Instant FROM = Bench.NOW.minus(Duration.ofDays(30));
    static final Instant TO = FROM.plus(Duration.ofDays(90));

    /** The parameters of the built-in gate. */
    static final Map<String, Object> PARAMETERS =
            Map.of(
                    "ca",
                    "ca",
                    "server",
                    "server",
                    "client",
                    "client",
                    "metadata",
                    "meta",
                    "registry",
                    "registry",
                    "keys",
                    "keys",
                    "archive",
                    "archive",
                    "min-remaining",
                    "P7D",
                    "max-validity",
                    "P90D");

    /** Seeded, so that the bytes of the fixture are the same in every run. */
    private static final SecureRandom RANDOM = seeded();

    private static final KeyPair CA_KEY = ec("secp256r1");
    private static final KeyPair SERVER_KEY = ec("secp256r1");
    private static final KeyPair CLIENT_KEY = ec("secp256r1");
    private static final String VALID_CA = authority(CA_KEY).pem();
    private static final String VALID_SERVER = server(SERVER_KEY).pem();
    private static final String VALID_CLIENT = client(CLIENT_KEY).pem();

    String ca = VALID_CA;
    String server = VALID_SERVER;
    String client = VALID_CLIENT;
    Instant rotated = FROM;
    Instant now = Bench.NOW;
    String keyFile = "key bytes";
    Optional<String> metadata = Optional.empty();
    Optional<String> registry = Optional.empty();

    private static SecureRandom seeded() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(20261121L);
            return random;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ec(String curve) {
        return keys("EC", new ECGenParameterSpec(curve));
    }

    static KeyPair rsa(int bits) {
        return keys("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    private static KeyPair keys(String algorithm, AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(spec, RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Maker authority(KeyPair keys) {
        return new Maker("Test CA", keys, "Test CA", CA_KEY.getPrivate(), "SHA384withECDSA")
                .extension(Extension.basicConstraints, new BasicConstraints(1))
                .extension(
                        Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static Maker leaf(String name, KeyPair keys) {
        return new Maker(name, keys, "Test CA", CA_KEY.getPrivate(), "SHA384withECDSA")
                .extension(Extension.basicConstraints, new BasicConstraints(false))
                .extension(Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
    }

    static Maker server(KeyPair keys) {
        GeneralName[] names = {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        };
        return leaf("Test Server", keys)
                .extension(
                        Extension.extendedKeyUsage,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                .extension(Extension.subjectAlternativeName, new GeneralNames(names));
    }

    static Maker client(KeyPair keys) {
        return leaf("Test Client", keys)
                .extension(
                        Extension.extendedKeyUsage,
                        new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    }

    static Maker serverOfFixture() {
        return server(SERVER_KEY);
    }

    static Maker clientOfFixture() {
        return client(CLIENT_KEY);
    }

    static Maker authorityOfFixture() {
        return authority(CA_KEY);
    }

    /** The fixture's CA name and key issue; or another key in its name. */
    static final class Maker {

        private final String subject;
        private final KeyPair keys;
        private final String issuer;
        private final Map<String, Extensible> extensions = new HashMap<>();
        private PrivateKey issuerKey;
        private String algorithm;
        private Instant from = FROM;
        private Instant to = TO;

        private record Extensible(
                org.bouncycastle.asn1.ASN1ObjectIdentifier id,
                org.bouncycastle.asn1.ASN1Encodable value) {}

        private Maker(
                String subject,
                KeyPair keys,
                String issuer,
                PrivateKey issuerKey,
                String algorithm) {
            this.subject = subject;
            this.keys = keys;
            this.issuer = issuer;
            this.issuerKey = issuerKey;
            this.algorithm = algorithm;
        }

        Maker extension(
                org.bouncycastle.asn1.ASN1ObjectIdentifier id,
                org.bouncycastle.asn1.ASN1Encodable value) {
            extensions.put(id.getId(), new Extensible(id, value));
            return this;
        }

        Maker without(org.bouncycastle.asn1.ASN1ObjectIdentifier id) {
            extensions.remove(id.getId());
            return this;
        }

        Maker signedBy(PrivateKey key, String with) {
            issuerKey = key;
            algorithm = with;
            return this;
        }

        Maker valid(Instant notBefore, Instant notAfter) {
            from = notBefore;
            to = notAfter;
            return this;
        }

        String pem() {
            try {
                JcaX509v3CertificateBuilder builder =
                        new JcaX509v3CertificateBuilder(
                                new X500Name("CN=" + issuer),
                                BigInteger.valueOf(subject.hashCode()).abs(),
                                Date.from(from),
                                Date.from(to),
                                new X500Name("CN=" + subject),
                                keys.getPublic());
                for (Extensible one : extensions.values()) {
                    boolean critical =
                            one.id().equals(Extension.basicConstraints)
                                    || one.id().equals(Extension.keyUsage);
                    builder.addExtension(one.id(), critical, one.value());
                }
                X509Certificate certificate =
                        new JcaX509CertificateConverter()
                                .getCertificate(
                                        builder.build(
                                                new JcaContentSignerBuilder(algorithm)
                                                        .setSecureRandom(RANDOM)
                                                        .build(issuerKey)));
                return block("CERTIFICATE", certificate.getEncoded());
            } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static String block(String type, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }

    static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    String json() {
        return metadata.orElseGet(
                () ->
                        """
                        {"generated_at": "2026-10-21T12:00:00.402901+00:00",
                         "valid_until": "%s",
                         "bundle": "core-oem",
                         "hostnames": ["127.0.0.1", "localhost", "::1"],
                         "artifacts": {"ca": %s, "server": %s, "client": %s},
                         "tls_audit": {
                           "server": {"key_matches_certificate": true,
                                      "private_key": {"sha256": "%s", "security_warnings": []}},
                           "client": {"private_key": {"sha256": "%s"}},
                           "warnings": [], "errors": []}}
                        """
                                .formatted(
                                        TO,
                                        artifact(ca),
                                        artifact(server),
                                        artifact(client),
                                        Digest.sha256(keyFile.getBytes(UTF_8)).hex(),
                                        Digest.sha256(keyFile.getBytes(UTF_8)).hex()));
    }

    private static String artifact(String pem) {
        return "{\"sha256\": \"%s\", \"security_warnings\": [], \"certificates\": [{\"fingerprint_sha256\": \"%s\"}]}"
                .formatted(Digest.sha256(pem.getBytes(UTF_8)).hex(), Digest.sha256(der(pem)).hex());
    }

    String rotations() {
        return registry.orElseGet(
                () -> {
                    StringBuilder all = new StringBuilder("{");
                    for (String part : new String[] {"ca", "server", "client"}) {
                        for (String key : new String[] {"core-oem::tls_", "core-oem::", "mtls::"}) {
                            all.append(all.length() > 1 ? "," : "")
                                    .append("\"%s%s\":\"%s\"".formatted(key, part, rotated));
                        }
                    }
                    return all.append("}\n").toString();
                });
    }

    Bench bench() {
        Bench bench =
                new Bench()
                        .file("ca", ca)
                        .file("server", server)
                        .file("client", client)
                        .file("meta", json())
                        .file("registry", rotations())
                        .file("keys", "key bytes")
                        .file("archive", "archive bytes");
        bench.now = now;
        return bench;
    }

    RuleAssert judged() {
        return RuleAssert.that(bench().run("mtls-bundle", PARAMETERS));
    }
}
