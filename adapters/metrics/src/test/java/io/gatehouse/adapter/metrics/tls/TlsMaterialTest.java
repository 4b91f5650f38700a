package io.gatehouse.adapter.metrics.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.metrics.export.Exposition;
import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.MetricsEndpoint;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes over loopback, and what keeps an endpoint from listening. */
class TlsMaterialTest {

    @TempDir private Path folder;

    private Pki pki;
    private Path certificate;
    private Path key;
    private Path authority;

    @BeforeEach
    void issue() throws Exception {
        pki = new Pki();
        Pki.Identity server = pki.server();
        certificate = Pki.certificate(folder.resolve("server.pem"), server, pki.root());
        key = Pki.key(folder.resolve("server.key"), server);
        authority = Pki.certificate(folder.resolve("clients.pem"), pki.root());
    }

    private TlsSettings settings(boolean clients) {
        return new TlsSettings(
                InetAddress.getLoopbackAddress(),
                certificate,
                key,
                clients ? Optional.of(authority) : Optional.empty());
    }

    private List<String> codes(boolean clients) {
        TlsMaterial.Reading reading = TlsMaterial.read(settings(clients), Instant.now());
        assertThat(reading).isInstanceOf(TlsMaterial.Reading.Refused.class);
        return ((TlsMaterial.Reading.Refused) reading)
                .findings().stream().map(Finding::code).toList();
    }

    private MetricsEndpoint endpoint(boolean clients) throws IOException {
        TlsMaterial.Reading reading = TlsMaterial.read(settings(clients), Instant.now());
        assertThat(reading).isInstanceOf(TlsMaterial.Reading.Read.class);
        Exposition metrics =
                new PrometheusLiveMetrics(
                        LabelValues.of(Set.of("v"), Set.of("S"), Set.of("p"), Set.of("r")));
        return MetricsEndpoint.start(metrics, 0, ((TlsMaterial.Reading.Read) reading).material());
    }

    private static HttpResponse<String> ask(String scheme, int port, HttpClient client)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/metrics"))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient client(SSLContext context, String... protocols) {
        SSLParameters parameters = new SSLParameters();
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    }

    @Test
    void shouldAnswerOverTlsThirteenAlone() throws Exception {
        try (MetricsEndpoint endpoint = endpoint(false)) {
            SSLContext asks = pki.asks(Optional.empty());
            HttpResponse<String> answer = ask("https", endpoint.port(), client(asks));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("live_lease_held 0");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");

            assertThatThrownBy(() -> ask("https", endpoint.port(), client(asks, "TLSv1.2")))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(
                            () ->
                                    ask(
                                            "https",
                                            endpoint.port(),
                                            client(new Pki().asks(Optional.empty()))))
                    .as("who does not know the authority")
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> ask("http", endpoint.port(), HttpClient.newHttpClient()))
                    .as("without TLS")
                    .isInstanceOf(IOException.class);
            assertThat(ask("https", endpoint.port(), client(asks)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldLetInWhomTheAuthoritySignedAsAClientAndNobodyElse() throws Exception {
        Pki other = new Pki();
        Instant past = Instant.now().minus(Duration.ofDays(3));
        try (MetricsEndpoint endpoint = endpoint(true)) {
            SSLContext known = pki.asks(Optional.of(pki.client()));
            assertThat(ask("https", endpoint.port(), client(known)).statusCode()).isEqualTo(200);

            for (Optional<Pki.Identity> shown :
                    List.of(
                            Optional.<Pki.Identity>empty(),
                            Optional.of(other.client()),
                            Optional.of(pki.server()),
                            Optional.of(
                                    pki.leaf(
                                            KeyPurposeId.id_kp_clientAuth,
                                            past,
                                            Duration.ofDays(1))))) {
                SSLContext context = pki.asks(shown);
                assertThatThrownBy(() -> ask("https", endpoint.port(), client(context)))
                        .as(shown.map(s -> s.certificate().toString()).orElse("none"))
                        .isInstanceOf(IOException.class);
            }
            assertThat(ask("https", endpoint.port(), client(known)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRefuseAKeyThatIsMissingOrAnothersOrReadByOthers() throws Exception {
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(codes(false)).containsExactly("key-exposed");

        Pki.key(key, pki.server());
        assertThat(codes(false)).containsExactly("key-mismatch");

        Files.writeString(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n");
        assertThat(codes(false)).containsExactly("file-malformed");

        Files.delete(key);
        assertThat(codes(false)).containsExactly("file-unreadable");
    }

    @Test
    void shouldRefuseACertificateOutOfItsTimeOrOfAnotherPurposeOrOrder() throws Exception {
        Instant now = Instant.now();
        KeyPurposeId server = KeyPurposeId.id_kp_serverAuth;
        serve(pki.leaf(server, now.minus(Duration.ofDays(3)), Duration.ofDays(1)));
        assertThat(codes(false)).containsExactly("expired");
        serve(pki.leaf(server, now.plus(Duration.ofDays(1)), Duration.ofDays(1)));
        assertThat(codes(false)).containsExactly("not-yet-valid");
        serve(pki.client());
        assertThat(codes(false)).containsExactly("wrong-purpose");
        serve(pki.root());
        assertThat(codes(false)).containsExactly("wrong-purpose");

        Pki.Identity leaf = pki.server();
        Pki.key(key, leaf);
        Pki.certificate(certificate, leaf, new Pki().root());
        assertThat(codes(false)).containsExactly("chain-broken");
        Files.writeString(certificate, "nothing\n");
        assertThat(codes(false)).containsExactly("file-malformed");
    }

    private void serve(Pki.Identity identity) throws Exception {
        Pki.key(key, identity);
        Pki.certificate(certificate, identity);
    }

    @Test
    void shouldRefuseAnAuthorityOfClientsThatIsNone() throws Exception {
        Pki.certificate(authority, pki.client());
        assertThat(codes(true)).containsExactly("wrong-purpose");
        Files.delete(authority);
        assertThat(codes(true)).containsExactly("file-unreadable");
    }

    @Test
    void shouldListenOnANetworkForKnownClientsAlone() throws Exception {
        InetAddress everywhere = InetAddress.getByAddress(new byte[] {0, 0, 0, 0});
        assertThatThrownBy(() -> new TlsSettings(everywhere, certificate, key, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(
                        new TlsSettings(everywhere, certificate, key, Optional.of(authority))
                                .clientAuthority())
                .isPresent();
    }

    @Test
    void shouldAnswerEveryMutationAndRepeatNothingOfAKey() throws Exception {
        int most = Boolean.getBoolean("gatehouse.campaign") ? 50_000 : 300;
        long seed = Long.getLong("gatehouse.seed", 44);
        Random random = new Random(seed);
        byte[] good = Files.readAllBytes(key);
        String secret =
                new String(good, StandardCharsets.US_ASCII)
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElseThrow();
        int refused = 0;
        for (int i = 0; i < most; i++) {
            byte[] mutated = good.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) (32 + random.nextInt(95));
            }
            Files.write(key, mutated);
            TlsMaterial.Reading reading = TlsMaterial.read(settings(false), Instant.now());
            if (reading instanceof TlsMaterial.Reading.Refused) {
                refused++;
                assertThat(reading.toString()).as("seed " + seed).doesNotContain(secret);
            }
        }
        assertThat(refused).as("seed " + seed).isGreaterThan(most / 2);
    }
}
