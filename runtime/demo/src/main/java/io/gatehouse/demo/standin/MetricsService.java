package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.line;
import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.math.BigDecimal;
import java.security.cert.CertificateEncodingException;
import java.util.List;
import java.util.Map;

/**
 * Stands for {@code run_metrics_service.py --shutdown-after 0}: starts, answers one client over
 * mutual TLS, and stops. Snapshots of earlier starts are replaced: a fault that was mended must not
 * count against the run that follows.
 */
final class MetricsService {

    private static final String TOOL = "run_metrics_service.py";
    private static final String IN_MEMORY = "(in memory)";

    private MetricsService() {}

    static int run(StandInRun run) throws IOException {
        String snapshot =
                line(
                        report(
                                TOOL,
                                "generated_at",
                                run.now().toString(),
                                "fps",
                                new BigDecimal("60.0"),
                                "notes",
                                "one answer over the loopback device"));
        boolean secured = !run.inputs().hasFault("metrics-service");
        Map<String, Object> tls;
        Map<String, Object> state;
        List<String> warnings;
        if (secured) {
            Certificates certificates = Certificates.issue(run.now(), 1);
            TlsProbe probe = TlsProbe.serve(certificates, snapshot);
            tls = tls(certificates);
            state = state(probe);
            warnings =
                    probe.answer().equals(snapshot)
                            ? List.of()
                            : List.of("the answer was changed on its way");
        } else {
            tls = object("configured", false, "require_client_auth", false);
            state = object("enabled", false, "require_client_auth", false);
            warnings = List.of("TLS is off (a fault that the demo asked for)");
        }
        run.write(run.option("--jsonl", "logs/metrics_demo.jsonl"), snapshot);
        run.write(
                run.option("--config-plan-jsonl", "reports/metrics_tls/plan.jsonl"),
                line(
                        report(
                                TOOL,
                                "timestamp",
                                run.now().toString(),
                                "address",
                                "127.0.0.1, a free port",
                                "runtime_state",
                                object("available", true, "tls", state),
                                "tls",
                                tls,
                                "security_warnings",
                                warnings)));
        return warnings.isEmpty() || !run.flag("--fail-on-security-warnings") ? 0 : StandIn.FAILED;
    }

    /** What was asked for. The material is made for this start and thrown away. */
    private static Map<String, Object> tls(Certificates certificates) throws IOException {
        return object(
                "configured", true,
                "require_client_auth", true,
                "certificate", material("tls_cert", certificates.server()),
                "private_key", object("role", "tls_key", "path", IN_MEMORY, "exists", true),
                "client_ca", material("tls_client_ca", certificates.root()));
    }

    private static Map<String, Object> material(String role, Certificates.Identity identity)
            throws IOException {
        try {
            return object(
                    "role",
                    role,
                    "path",
                    IN_MEMORY,
                    "exists",
                    true,
                    "fingerprint_sha256",
                    Digest.sha256(identity.certificate().getEncoded()).hex(),
                    "security_warnings",
                    List.of());
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate cannot be encoded", e);
        }
    }

    /** What ran, as both sides of the connection saw it. */
    private static Map<String, Object> state(TlsProbe probe) {
        return object(
                "enabled",
                true,
                "require_client_auth",
                true,
                "protocol",
                probe.protocol(),
                "cipher",
                probe.cipher());
    }
}
