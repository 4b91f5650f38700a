package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands for {@code generate_mtls_bundle.py}: real certificates and keys in that tool's layout, its
 * metadata, its registry of rotations, and the archive that the gate asks for.
 */
final class MtlsBundle {

    private static final String BUNDLE = "core-oem";
    private static final String ARCHIVE = "var/certs/live_bundle.tar.gz";

    private MtlsBundle() {}

    static int run(StandInRun run) throws IOException {
        String folder = run.option("--output", "certs/live");
        int days = Integer.parseInt(run.option("--valid-days", "90"));
        Certificates certificates = Certificates.issue(run.now(), days);
        TreeMap<String, byte[]> files = new TreeMap<>();
        try {
            add(files, "ca/ca.pem", "ca/ca.key", certificates.root());
            add(files, "server/server.crt", "server/server.key", certificates.server());
            add(files, "client/client.crt", "client/client.key", certificates.client());
            files.put(
                    "bundle.json",
                    pretty(metadata(run, folder, certificates)).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be encoded", e);
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            ownerOnly(run.write(folder + "/" + file.getKey(), file.getValue()));
        }
        ownerOnly(run.write(ARCHIVE, TarGz.of(files, run.now())));
        run.write(
                run.option("--rotation-registry", "var/security/tls_rotation.json"), registry(run));
        run.out().println("bundle in " + folder + ", archive " + ARCHIVE);
        return 0;
    }

    private static void add(
            Map<String, byte[]> files,
            String certificate,
            String key,
            Certificates.Identity identity)
            throws GeneralSecurityException {
        files.put(certificate, identity.certificatePem().getBytes(StandardCharsets.US_ASCII));
        files.put(key, identity.keyPem().getBytes(StandardCharsets.US_ASCII));
    }

    private static Map<String, Object> metadata(
            StandInRun run, String folder, Certificates certificates)
            throws GeneralSecurityException {
        return report(
                "generate_mtls_bundle.py",
                "generated_at",
                run.now().toString(),
                "valid_until",
                certificates.root().certificate().getNotAfter().toInstant().toString(),
                "bundle",
                BUNDLE,
                "bundle_path",
                folder,
                "hostnames",
                List.of("localhost", "127.0.0.1"),
                "artifacts",
                object(
                        "ca", artifact(certificates.root()),
                        "server", artifact(certificates.server()),
                        "client", artifact(certificates.client())),
                "tls_audit",
                object(
                        "ca", key(certificates.root()),
                        "server", key(certificates.server()),
                        "client", key(certificates.client()),
                        "warnings", List.of(),
                        "errors", List.of()));
    }

    private static Map<String, Object> key(Certificates.Identity identity) {
        byte[] file = identity.keyPem().getBytes(StandardCharsets.US_ASCII);
        return object("private_key", object("sha256", Digest.sha256(file).hex()));
    }

    private static Map<String, Object> artifact(Certificates.Identity identity)
            throws GeneralSecurityException {
        return object(
                "sha256",
                Digest.sha256(identity.certificatePem().getBytes(StandardCharsets.US_ASCII)).hex(),
                "certificates",
                List.of(
                        object(
                                "subject",
                                        identity.certificate().getSubjectX500Principal().getName(),
                                "issuer", identity.certificate().getIssuerX500Principal().getName(),
                                "serial", identity.certificate().getSerialNumber().toString(16),
                                "not_before",
                                        identity.certificate()
                                                .getNotBefore()
                                                .toInstant()
                                                .toString(),
                                "not_after",
                                        identity.certificate().getNotAfter().toInstant().toString(),
                                "fingerprint_sha256",
                                        Digest.sha256(identity.certificate().getEncoded()).hex())));
    }

    /** The tool's own form: one object of {@code key::purpose} to the time, on one line. */
    private static String registry(StandInRun run) {
        Map<String, Object> registry = object("stand-in::" + BUNDLE, run.now().toString());
        for (String key : List.of(BUNDLE, "mtls")) {
            for (String purpose : List.of("ca", "server", "client")) {
                registry.put(
                        key + "::" + (key.equals(BUNDLE) ? "tls_" : "") + purpose,
                        run.now().toString());
            }
        }
        return ReportText.line(registry);
    }

    private static void ownerOnly(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
