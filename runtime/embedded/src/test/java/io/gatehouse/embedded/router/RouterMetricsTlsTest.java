package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.metrics.tls.Pki;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A router whose configuration says how its metrics are served. */
class RouterMetricsTlsTest {

    private static final String FILES =
            "certificate: secrets/m.pem, private_key: secrets/m.key, client_ca: secrets/ca.pem";

    @TempDir private Path workspace;

    private Pki pki;
    private PaperBench bench;

    @BeforeEach
    void issue() throws Exception {
        pki = new Pki();
        Pki.Identity server = pki.server();
        Path secrets = Files.createDirectories(workspace.resolve("secrets"));
        Pki.certificate(secrets.resolve("m.pem"), server);
        Pki.key(secrets.resolve("m.key"), server);
        Pki.certificate(secrets.resolve("ca.pem"), pki.root());
        bench = new PaperBench(workspace);
        metrics("{" + FILES + "}");
    }

    private void metrics(String section) throws IOException {
        bench.promoted(
                PaperBench.configuration()
                        .replace("  paper:\n", "  paper:\n    metrics: " + section + "\n"));
    }

    private List<String> codes() {
        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});
        assertThat(start).isInstanceOf(RouterProcess.Start.Refused.class);
        assertThat(bench.start().files().journal()).as("nothing was opened").doesNotExist();
        return ((RouterProcess.Start.Refused) start)
                .findings().stream().map(Finding::code).toList();
    }

    private int asked(int port, Optional<Pki.Identity> shown) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(pki.asks(shown))
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/metrics"))
                                .timeout(Duration.ofMinutes(1))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void shouldServeMetricsToKnownClientsAlone() throws Exception {
        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});
        try (RouterProcess router = ((RouterProcess.Start.Started) start).process()) {
            assertThat(router.banner().secured()).isTrue();
            int port = router.banner().metricsPort();
            assertThat(asked(port, Optional.of(pki.client()))).isEqualTo(200);
            assertThatThrownBy(() -> asked(port, Optional.empty())).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> asked(port, Optional.of(new Pki().client())))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldNotStartWithAKeyThatIsMissingOrAnotherOrWithoutItsAuthority() throws Exception {
        Path secrets = workspace.resolve("secrets");
        Pki.key(secrets.resolve("m.key"), pki.client());
        assertThat(codes()).containsExactly("key-mismatch");
        Files.delete(secrets.resolve("m.key"));
        assertThat(codes()).containsExactly("file-unreadable");
        Files.delete(secrets.resolve("ca.pem"));
        assertThat(codes()).containsExactly("file-unreadable", "file-unreadable");
    }

    @Test
    void shouldServeNothingInPlainWhereSomebodyWantedTls() throws Exception {
        for (String section :
                List.of(
                        "tls",
                        "{}",
                        "{certificate: secrets/m.pem}",
                        "{" + FILES + ", force: true}",
                        "{" + FILES.replace("secrets/m.key", "../m.key") + "}",
                        "{" + FILES.replace("secrets/m.key", "/etc/m.key") + "}",
                        "{" + FILES + ", listen: example.org}",
                        "{" + FILES.replaceAll(", client_ca.*", "") + ", listen: 0.0.0.0}")) {
            metrics(section);
            assertThat(codes()).as(section).isNotEmpty().containsOnly("metrics-value");
        }
    }
}
