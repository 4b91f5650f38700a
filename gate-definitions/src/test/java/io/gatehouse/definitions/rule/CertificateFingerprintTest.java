package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateFingerprintTest {

    /** Self-signed, P-256, valid from 2026-11-01T00:00:00Z to 2027-01-30T00:00:00Z. */
    private static final String PEM =
            """
            -----BEGIN CERTIFICATE-----
            MIIBCzCBsgIBATAKBggqhkjOPQQDAzASMRAwDgYDVQQDDAdUZXN0IENBMB4XDTI2
            MTEwMTAwMDAwMFoXDTI3MDEzMDAwMDAwMFowEjEQMA4GA1UEAwwHVGVzdCBDQTBZ
            MBMGByqGSM49AgEGCCqGSM49AwEHA0IABD50iYlj5aU7q8EVzk/XM+b8x00yhaNE
            2EUcKP409tMysHOKE1jNUCJK2j4JfhSE5RCfqfNGwOtfVHveGfAVIO0wCgYIKoZI
            zj0EAwMDSAAwRQIgBoGLtThM6Vi8QrnY6Mp+LqvL/FXqL3JLFpG615nMqAsCIQCj
            ZluLKnhIBHxsbJ8ZFDi5i3rM1Bo9coUbn/MzI6DuhA==
            -----END CERTIFICATE-----
            """;

    private static final Map<String, ?> CA =
            Map.of(
                    "certificate",
                    "ca",
                    "reference",
                    "meta",
                    "member",
                    "ca[].fp",
                    "min-remaining",
                    "P7D",
                    "rotation",
                    "P90D");

    private static String fingerprint() {
        String body = PEM.replaceAll("-----[A-Z ]+-----|\\s", "");
        return Digest.sha256(Base64.getDecoder().decode(body)).hex();
    }

    private static Bench bench(String pem, String quoted) {
        return new Bench().file("ca", pem).file("meta", "{\"ca\":[{\"fp\":\"" + quoted + "\"}]}");
    }

    private static Bench at(String time) {
        Bench bench = bench(PEM, fingerprint());
        bench.now = java.time.Instant.parse(time);
        return bench;
    }

    @Test
    void shouldAcceptTheCertificateThatTheMetadataName() {
        RuleAssert.that(bench(PEM, fingerprint()).run("certificate-fingerprint", CA)).passes();
        String colons =
                fingerprint().toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        RuleAssert.that(bench(PEM, colons).run("certificate-fingerprint", CA)).passes();
    }

    @Test
    void shouldRefuseAnotherFingerprint() {
        RuleAssert.that(bench(PEM, "0".repeat(64)).run("certificate-fingerprint", CA))
                .failsWith("fingerprint-differs");
        Bench silent = new Bench().file("ca", PEM).file("meta", "{\"ca\":[]}");
        RuleAssert.that(silent.run("certificate-fingerprint", CA))
                .failsWith("not-quoted", "fingerprint-differs");
    }

    @Test
    void shouldRefuseACertificateThatIsNotYetOrSoonNoLongerValid() {
        RuleAssert.that(at("2026-10-31T23:59:59Z").run("certificate-fingerprint", CA))
                .failsWith("not-yet-valid");
        RuleAssert.that(at("2027-01-23T00:00:00Z").run("certificate-fingerprint", CA))
                .failsWith("expires");
        RuleAssert.that(at("2027-01-22T23:59:59Z").run("certificate-fingerprint", CA)).passes();
    }

    @Test
    void shouldRefuseACertificateWhoseRotationIsDue() {
        Bench bench = at("2026-11-12T00:00:01Z");
        Map<String, ?> often =
                Map.of(
                        "certificate",
                        "ca",
                        "reference",
                        "meta",
                        "member",
                        "ca[].fp",
                        "rotation",
                        "P11D");

        RuleAssert.that(bench.run("certificate-fingerprint", often)).failsWith("rotation-due");
    }

    @Test
    void shouldNotDecideAboutWhatIsNoCertificate() {
        for (String hostile :
                new String[] {
                    "", "x", PEM + PEM, PEM.substring(0, 200), "-----BEGIN PRIVATE KEY-----\n"
                }) {
            RuleAssert.that(bench(hostile, fingerprint()).run("certificate-fingerprint", CA))
                    .errsWith("malformed");
        }
        Bench large = bench("x".repeat(65 * 1024), fingerprint());
        RuleAssert.that(large.run("certificate-fingerprint", CA)).errsWith("malformed");
    }

    @Test
    void shouldWaitForTheFiles() {
        Bench bench = new Bench().artefact("ca").artefact("meta");

        RuleAssert.that(bench.run("certificate-fingerprint", CA)).waitsWith("missing", "missing");
    }
}
