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
        List<String> warnings;
        if (secured) {
            Certificates certificates = Certificates.issue(run.now(), 1);
            TlsProbe probe = TlsProbe.serve(certificates, snapshot);
            tls = tls(probe, certificates);
            warnings =
                    probe.answer().equals(snapshot)
                            ? List.of()
                            : List.of("the answer was changed on its way");
        } else {
            tls = object("enabled", false);
            warnings = List.of("TLS is off (a fault that the demo asked for)");
        }
        run.write(run.option("--jsonl", "logs/metrics_demo.jsonl"), snapshot);
        run.write(
                run.option("--config-plan-jsonl", "reports/metrics_tls/plan.jsonl"),
                line(
                        report(
                                TOOL,
                                "generated_at",
                                run.now().toString(),
                                "address",
                                "127.0.0.1, a free port",
                                "sinks",
                                List.of("jsonl"),
                                "tls",
                                tls,
                                "security_warnings",
                                warnings)));
        return warnings.isEmpty() || !run.flag("--fail-on-security-warnings") ? 0 : StandIn.FAILED;
    }

    private static Map<String, Object> tls(TlsProbe probe, Certificates certificates)
            throws IOException {
        try {
            return object(
                    "enabled", true,
                    "require_client_auth", true,
                    "protocol", probe.protocol(),
                    "cipher", probe.cipher(),
                    "material", "made for this start and thrown away",
                    "server_sha256",
                            Digest.sha256(certificates.server().certificate().getEncoded()).hex(),
                    "client_sha256",
                            Digest.sha256(certificates.client().certificate().getEncoded()).hex());
        } catch (CertificateEncodingException e) {
            throw new IOException("a certificate cannot be encoded", e);
        }
    }
}
