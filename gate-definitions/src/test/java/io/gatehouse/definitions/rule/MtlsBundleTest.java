package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

class MtlsBundleTest {

    private final TlsFixture bundle = new TlsFixture();

    @Test
    void shouldAcceptABundleThatHoldsTogether() {
        bundle.judged().passes();
    }

    @Test
    void shouldAcceptRsaAndFingerprintsWithColons() {
        KeyPair keys = TlsFixture.rsa(2048);
        bundle.client = TlsFixture.client(keys).pem();
        String fingerprint =
                io.gatehouse.core.digest.Digest.sha256(TlsFixture.der(bundle.client)).hex();
        String colons =
                fingerprint.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        bundle.metadata = Optional.of(bundle.json().replace(fingerprint, colons));
        bundle.judged().passes();
    }

    @Test
    void shouldRefuseALeafOfAnotherAuthority() {
        KeyPair other = TlsFixture.ec("secp256r1");
        bundle.server =
                TlsFixture.serverOfFixture().signedBy(other.getPrivate(), "SHA384withECDSA").pem();
        assertThat(bundle.judged().failsWith("chain-broken").observed())
                .isEqualTo("INVALID_SIGNATURE");
    }

    @Test
    void shouldRefuseAnAuthorityThatDidNotSignItself() {
        KeyPair other = TlsFixture.ec("secp256r1");
        bundle.ca =
                TlsFixture.authorityOfFixture()
                        .signedBy(other.getPrivate(), "SHA384withECDSA")
                        .pem();
        bundle.judged().failsWith("chain-broken");
    }

    @Test
    void shouldRefuseAnAuthorityThatIsNone() {
        bundle.ca =
                TlsFixture.authorityOfFixture()
                        .extension(Extension.basicConstraints, new BasicConstraints(false))
                        .pem();
        bundle.judged().failsWith("not-an-authority");
        bundle.ca =
                TlsFixture.authorityOfFixture()
                        .extension(Extension.keyUsage, new KeyUsage(KeyUsage.cRLSign))
                        .pem();
        bundle.judged().failsWith("not-an-authority");
    }

    @Test
    void shouldRefuseALeafThatCouldIssueCertificates() {
        bundle.client =
                TlsFixture.clientOfFixture()
                        .extension(Extension.basicConstraints, new BasicConstraints(0))
                        .pem();
        bundle.judged().failsWith("leaf-is-authority");
    }

    @Test
    void shouldRefuseALeafOfAnotherPurpose() {
        bundle.server =
                TlsFixture.serverOfFixture()
                        .extension(
                                Extension.extendedKeyUsage,
                                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
                        .pem();
        bundle.client = TlsFixture.clientOfFixture().without(Extension.extendedKeyUsage).pem();
        bundle.judged().failsWith("purpose-missing", "purpose-missing");
        TlsFixture other = new TlsFixture();
        other.client = TlsFixture.clientOfFixture().without(Extension.keyUsage).pem();
        other.judged().failsWith("purpose-missing");
    }

    @Test
    void shouldRefuseALeafThatSpeaksForBothSides() {
        KeyPurposeId[] both = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        bundle.server =
                TlsFixture.serverOfFixture()
                        .extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(both))
                        .pem();
        bundle.client =
                TlsFixture.clientOfFixture()
                        .extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(both))
                        .pem();
        bundle.judged().failsWith("purpose-excess", "purpose-excess");
        TlsFixture any = new TlsFixture();
        KeyPurposeId[] anything = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.anyExtendedKeyUsage};
        any.server =
                TlsFixture.serverOfFixture()
                        .extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(anything))
                        .pem();
        any.judged().failsWith("purpose-excess");
    }

    @Test
    void shouldRefuseAServerWithoutOrWithOtherNames() {
        bundle.metadata =
                Optional.of(bundle.json().replace("\"::1\"", "\"::1\", \"live.example.org\""));
        assertThat(bundle.judged().failsWith("hostname-not-covered").expected())
                .contains("live.example.org");
        TlsFixture nameless = new TlsFixture();
        nameless.server =
                TlsFixture.serverOfFixture().without(Extension.subjectAlternativeName).pem();
        nameless.metadata =
                Optional.of(
                        nameless.json().replace("[\"127.0.0.1\", \"localhost\", \"::1\"]", "[]"));
        nameless.judged().failsWith("no-alternative-name");
    }

    @Test
    void shouldRefuseWhatIsNotValidNowAndForAWhile() {
        bundle.now = TlsFixture.TO.minus(Duration.ofDays(7));
        bundle.judged().failsWith("expires", "expires", "expires");
        bundle.now = TlsFixture.TO.minus(Duration.ofDays(7)).minusSeconds(1);
        bundle.judged().passes();
        bundle.now = TlsFixture.TO.plusSeconds(10);
        bundle.judged()
                .failsWith(
                        "expires",
                        "expires",
                        "expires",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue",
                        "rotation-overdue");
        TlsFixture early = new TlsFixture();
        early.client =
                TlsFixture.clientOfFixture().valid(Bench.NOW.plusSeconds(60), TlsFixture.TO).pem();
        early.judged().failsWith("not-yet-valid", "rotation-differs", "rotation-differs");
    }

    @Test
    void shouldRefuseACertificateThatOutlivesItsRotation() {
        bundle.server =
                TlsFixture.serverOfFixture()
                        .valid(TlsFixture.FROM, TlsFixture.TO.plusSeconds(1))
                        .pem();
        bundle.judged().failsWith("valid-too-long");
    }

    @Test
    void shouldRefuseWeakKeysAndSignatures() {
        bundle.client = TlsFixture.client(TlsFixture.rsa(1024)).pem();
        bundle.judged().failsWith("weak-key");
        TlsFixture sha1 = new TlsFixture();
        KeyPair ca = TlsFixture.rsa(2048);
        sha1.ca = TlsFixture.authority(ca).signedBy(ca.getPrivate(), "SHA1withRSA").pem();
        sha1.server = TlsFixture.serverOfFixture().signedBy(ca.getPrivate(), "SHA384withRSA").pem();
        sha1.client = TlsFixture.clientOfFixture().signedBy(ca.getPrivate(), "SHA384withRSA").pem();
        sha1.judged().failsWith("weak-signature");
    }

    @Test
    void shouldRefuseOneKeyForTwoParts() {
        KeyPair one = TlsFixture.ec("secp384r1");
        bundle.server = TlsFixture.server(one).pem();
        bundle.client = TlsFixture.client(one).pem();
        bundle.judged().failsWith("shared-key");
    }

    @Test
    void shouldRefuseCertificatesThatTheMetadataDoNotName() {
        String before = bundle.json();
        bundle.metadata = Optional.of(before);
        bundle.client = TlsFixture.client(TlsFixture.ec("secp256r1")).pem();
        bundle.judged().failsWith("fingerprint-differs", "file-differs");
        bundle.metadata =
                Optional.of(
                        before.replaceAll("\"certificates\": \\[[^]]*]", "\"certificates\": []"));
        bundle.judged().failsWith("no-member", "no-member", "no-member", "file-differs");
        TlsFixture silent = new TlsFixture();
        silent.metadata = Optional.of("{\"bundle\": \"core-oem\"}");
        silent.judged()
                .failsWith(
                        "no-member",
                        "no-member",
                        "no-member",
                        "no-member",
                        "key-not-named",
                        "key-not-named");
    }

    @Test
    void shouldRefuseMetadataThatPromiseMoreTime() {
        bundle.metadata =
                Optional.of(
                        bundle.json()
                                .replace(
                                        TlsFixture.TO.toString(),
                                        TlsFixture.TO.plusSeconds(2).toString()));
        bundle.judged().failsWith("validity-differs", "validity-differs", "validity-differs");
    }

    @Test
    void shouldRefuseWhatTheGeneratorItselfComplainedOf() {
        bundle.metadata =
                Optional.of(
                        bundle.json()
                                .replace(
                                        "\"warnings\": []",
                                        "\"warnings\": [\"key is world-readable\"]"));
        assertThat(bundle.judged().failsWith("warned").subject()).endsWith("tls_audit.warnings");
        bundle.metadata =
                Optional.of(
                        new TlsFixture()
                                .json()
                                .replace("certificate\": true", "certificate\": false"));
        bundle.judged().failsWith("key-differs");
    }

    @Test
    void shouldRefuseKeysThatAreNotTheRecordedOnes() {
        bundle.keyFile = "another key";
        bundle.judged().failsWith("key-differs", "key-differs");
    }

    @Test
    void shouldRefuseMetadataThatNameNoKeys() {
        bundle.metadata = Optional.of(bundle.json().replace("\"tls_audit\"", "\"other_audit\""));
        assertThat(bundle.judged().failsWith("key-not-named", "key-not-named").subject())
                .endsWith("tls_audit.server.private_key.sha256");
    }

    @Test
    void shouldRefuseKeyMaterialInReadableFiles() {
        String key =
                TlsFixture.block(
                        "PRIVATE KEY", TlsFixture.ec("secp256r1").getPrivate().getEncoded());
        bundle.server = bundle.server + key;
        bundle.metadata = Optional.of(new TlsFixture().json());
        assertThat(bundle.judged().failsWith("key-material").toString())
                .doesNotContain(key.substring(30, 60));
        TlsFixture registry = new TlsFixture();
        registry.registry = Optional.of("{\"x\": \"-----BEGIN RSA PRIVATE KEY-----\"}");
        registry.judged().failsWith("key-material");
    }

    @Test
    void shouldRefuseARotationThatIsOverdueOrOfOtherCertificates() {
        bundle.rotated = Bench.NOW.minus(Duration.ofDays(90)).minusSeconds(1);
        RuleAssert overdue = bundle.judged();
        assertThat(overdue.codes()).contains("rotation-overdue", "rotation-differs");
        bundle.rotated = Bench.NOW;
        assertThat(bundle.judged().codes()).containsOnly("rotation-differs");
        bundle.rotated = TlsFixture.FROM.plus(Duration.ofDays(1));
        bundle.judged().passes();
    }

    @Test
    void shouldNotMindThatAnotherBundleWasRotatedLater() {
        bundle.registry =
                Optional.of(
                        bundle.rotations()
                                .replaceAll(
                                        "(\"mtls::[a-z]+\":)\"[^\"]+\"",
                                        "$1\"" + Bench.NOW.minusSeconds(60) + "\""));
        bundle.judged().passes();
    }

    @Test
    void shouldRefuseARotationThatIsNotRecorded() {
        bundle.registry = Optional.of("{\"mtls::ca\":\"" + TlsFixture.FROM + "\"}\n");
        bundle.judged()
                .failsWith(
                        "rotation-not-recorded", "rotation-not-recorded", "rotation-not-recorded");
        bundle.registry =
                Optional.of(new TlsFixture().rotations().replace("core-oem::tls_", "other::tls_"));
        assertThat(bundle.judged().codes()).containsOnly("rotation-not-recorded");
    }

    @Test
    void shouldNotDecideOnARotationOfTheFutureOrOfNoTime() {
        bundle.rotated = Bench.NOW.plusSeconds(6);
        assertThat(bundle.judged().codes()).contains("future-dated");
        bundle.registry =
                Optional.of(
                        new TlsFixture()
                                .rotations()
                                .replace(
                                        "core-oem::tls_ca\":\"" + TlsFixture.FROM,
                                        "core-oem::tls_ca\":\"yesterday"));
        bundle.judged().errsWith("rotation-unreadable");
    }

    @Test
    void shouldNotDecideAboutWhatIsNoCertificate() {
        for (String hostile :
                new String[] {
                    "x",
                    new TlsFixture().client + new TlsFixture().client,
                    "text before\n" + new TlsFixture().client,
                    new TlsFixture().client.substring(0, 200),
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    TlsFixture.block(
                            "CERTIFICATE",
                            java.util.Arrays.copyOf(
                                    TlsFixture.der(new TlsFixture().client), 1_000)),
                    "x".repeat(65 * 1024)
                }) {
            TlsFixture one = new TlsFixture();
            one.metadata = Optional.of(one.json());
            one.client = hostile;
            one.judged().errsWith("malformed");
        }
    }

    @Test
    void shouldRefuseTwoFilesForOnePart() {
        Bench bench = bundle.bench().file("client", bundle.client);
        RuleAssert.that(bench.run("mtls-bundle", TlsFixture.PARAMETERS)).failsWith("several-files");
    }

    @Test
    void shouldWaitForEveryFile() {
        Bench bench = new Bench();
        for (String id :
                new String[] {"ca", "server", "client", "meta", "registry", "keys", "archive"}) {
            bench.artefact(id);
        }
        RuleAssert.that(bench.run("mtls-bundle", TlsFixture.PARAMETERS))
                .waitsWith(
                        "missing", "missing", "missing", "missing", "missing", "missing",
                        "missing");
    }

    @Test
    void shouldRefuseAnArchiveThatIsNotTheRecordedOne() {
        RuleAssert.that(bundle.bench().changed().run("mtls-bundle", TlsFixture.PARAMETERS))
                .failsWith("changed");
        RuleAssert.that(bundle.bench().unreadable().run("mtls-bundle", TlsFixture.PARAMETERS))
                .errsWith("unreadable");
    }

    @Test
    void shouldLeaveLimitsToTheDefinition() {
        bundle.server =
                TlsFixture.serverOfFixture()
                        .valid(TlsFixture.FROM, TlsFixture.FROM.plus(Duration.ofDays(365)))
                        .pem();
        Map<String, Object> few = new java.util.HashMap<>(TlsFixture.PARAMETERS);
        few.keySet()
                .removeAll(java.util.Set.of("max-validity", "keys", "archive", "min-remaining"));
        RuleAssert.that(bundle.bench().run("mtls-bundle", few)).passes();
    }
}
