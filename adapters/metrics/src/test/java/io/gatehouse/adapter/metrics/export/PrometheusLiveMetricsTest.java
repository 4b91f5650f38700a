package io.gatehouse.adapter.metrics.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.adapter.metrics.export.ExpositionText.Line;
import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.gatehouse.configuration.alerts.Metric;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PrometheusLiveMetricsTest {

    private final PrometheusLiveMetrics metrics =
            new PrometheusLiveMetrics(
                    LabelValues.of(
                            Set.of("binance_spot", "kraken_spot"),
                            Set.of("BTCUSDT", "ETHUSDT"),
                            Set.of("main"),
                            Set.of("core")));

    private ExpositionText read() {
        return ExpositionText.read(metrics.text());
    }

    private LiveMetrics.Channel channel() {
        return metrics.channel("binance_spot", "BTCUSDT", "main", "core");
    }

    private void someTraffic() {
        LiveMetrics.Channel channel = channel();
        for (int i = 1; i <= 1_000; i++) {
            channel.taken();
            channel.attempted(LiveMetrics.Result.SUCCESS);
            channel.accepted();
            channel.settled(i * 9_000_000L);
            channel.filled(i, 1_000);
            metrics.decided(i * 1_000L);
            metrics.venue("kraken_spot").answered(i * 1_000_000L);
        }
    }

    @Test
    void shouldExportWhatTheCatalogueSaysAndNothingElse() {
        channel();
        ExpositionText text = read();
        Map<String, String> types = new TreeMap<>();
        for (Metric metric : LiveMetricCatalogue.standard().metrics()) {
            types.put(metric.name(), metric.kind().name().toLowerCase(java.util.Locale.ROOT));
        }
        assertThat(new TreeMap<>(text.types())).isEqualTo(types);
        for (Line line : text.values().keySet()) {
            LiveMetricCatalogue.Series series =
                    LiveMetricCatalogue.standard().find(line.name()).orElseThrow();
            Set<String> labels = new java.util.TreeSet<>(line.labels().keySet());
            labels.remove("le");
            labels.remove("quantile");
            assertThat(labels).as("%s", line).isEqualTo(series.metric().labels().keySet());
        }
    }

    @Test
    void shouldKeepWhatHoldsOfEveryHistogram() {
        someTraffic();
        ExpositionText text = read();
        int histograms = 0;
        for (Map.Entry<Line, Double> count : text.values().entrySet()) {
            Line line = count.getKey();
            String base = line.name().replaceAll("_count$", "");
            if (line.name().endsWith("_count") && "histogram".equals(text.types().get(base))) {
                TreeMap<Double, Double> buckets = new TreeMap<>();
                text.values()
                        .forEach(
                                (l, v) -> {
                                    if (l.name().equals(base + "_bucket")
                                            && l.without("le").labels().equals(line.labels())) {
                                        String le = l.labels().get("le");
                                        buckets.put(
                                                le.equals("+Inf")
                                                        ? Double.POSITIVE_INFINITY
                                                        : Double.parseDouble(le),
                                                v);
                                    }
                                });
                assertThat(buckets.lastEntry().getKey()).isEqualTo(Double.POSITIVE_INFINITY);
                assertThat(buckets.lastEntry().getValue()).isEqualTo(count.getValue());
                double before = 0;
                for (double bucket : buckets.values()) {
                    assertThat(bucket).isGreaterThanOrEqualTo(before);
                    before = bucket;
                }
                histograms++;
            }
        }
        assertThat(histograms).isEqualTo(2);
        // 9 ms to 9 s in steps of 9 ms: 111 are not above 1 s, each counted in one bucket alone
        String[] order = {
            "exchange", "binance_spot", "portfolio", "main", "route", "core", "symbol", "BTCUSDT"
        };
        assertThat(text.value("live_execution_latency_seconds_bucket", with(order, "le", "1.0")))
                .isEqualTo(111);
        assertThat(text.value("live_execution_latency_seconds_count", order)).isEqualTo(1_000);
        assertThat(
                        text.value(
                                "live_orders_fill_ratio_bucket",
                                "exchange",
                                "binance_spot",
                                "symbol",
                                "BTCUSDT",
                                "le",
                                "0.5"))
                .isEqualTo(500);
    }

    private static String[] with(String[] labels, String name, String value) {
        String[] more = java.util.Arrays.copyOf(labels, labels.length + 2);
        more[labels.length] = name;
        more[labels.length + 1] = value;
        return more;
    }

    @Test
    void shouldTellQuantilesToThreeDigits() {
        someTraffic();
        LatencyFigures decisions = metrics.decisions();
        assertThat(decisions.count()).isEqualTo(1_000);
        assertThat(decisions.sum()).isEqualTo(500_500_000L);
        assertThat(decisions.micros(decisions.p50())).isBetween(499.0, 501.0);
        assertThat(decisions.micros(decisions.p99())).isBetween(989.0, 991.0);
        assertThat(decisions.micros(decisions.p999())).isBetween(998.0, 1_000.0);
        assertThat(read().value("live_decision_latency_seconds", "quantile", "0.99"))
                .isBetween(0.000989, 0.000991);
        assertThat(
                        read().value(
                                        "live_venue_latency_seconds",
                                        "exchange",
                                        "kraken_spot",
                                        "quantile",
                                        "0.5"))
                .isBetween(0.499, 0.501);
        metrics.decided(-5);
        metrics.decided(Long.MAX_VALUE);
        assertThat(metrics.decisions().count()).isEqualTo(1_002);
    }

    @Test
    void shouldCountAnUnknownValueAsOtherAndMakeNoSeriesOfIt() {
        channel();
        metrics.channel(LabelValues.OTHER, LabelValues.OTHER, LabelValues.OTHER, LabelValues.OTHER);
        int before = read().values().size();
        for (int i = 0; i < 500; i++) {
            metrics.channel("venue-" + i, "SYM" + i, "p" + i, "r" + i).taken();
            metrics.venue("venue-" + i).breaker(true);
        }
        ExpositionText text = read();
        assertThat(text.values()).hasSize(before);
        assertThat(
                        text.value(
                                "live_orders_total",
                                "exchange",
                                "other",
                                "route",
                                "other",
                                "symbol",
                                "other"))
                .isEqualTo(500);
        assertThat(text.value("live_breaker_open", "exchange", "other")).isEqualTo(1);
        assertThat(text.value("live_metrics_other_total", "label", "symbol")).isEqualTo(501);
        assertThat(text.value("live_metrics_other_total", "label", "exchange")).isEqualTo(1_001);
    }

    @Test
    void shouldRefuseLabelsWithoutBound() {
        assertThatThrownBy(() -> LabelValues.of(Set.of("a\nb"), Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelValues.of(Set.of("other"), Set.of(), Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        Set<String> many = new java.util.HashSet<>();
        for (int i = 0; i < 200; i++) {
            many.add("v" + i);
        }
        assertThatThrownBy(() -> LabelValues.of(many, many, Set.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldShowTheStatesOfTheRouter() {
        metrics.state(LiveMetrics.State.REDUCING);
        metrics.lease(true, Duration.ofSeconds(90));
        metrics.kill(true);
        metrics.kill(true);
        metrics.queueDepth(7);
        metrics.cancelBinding(true);
        metrics.cancelBinding(false);
        metrics.rejectedMissingClientId();
        metrics.routerLogFailed();
        LiveMetrics.VenueMetrics venue = metrics.venue("kraken_spot");
        venue.breaker(true);
        venue.contradiction();
        venue.reconciled();
        venue.reconcileFailed();
        venue.foreignOrders(3);
        venue.unknownOrders(2);
        LiveMetrics.Channel channel = channel();
        channel.attempted(LiveMetrics.Result.API_ERROR);
        channel.failed();
        channel.fellBack();
        ExpositionText text = read();
        assertThat(text.value("live_trading_state", "state", "reducing")).isEqualTo(1);
        assertThat(text.value("live_trading_state", "state", "active")).isZero();
        assertThat(text.value("live_lease_held")).isEqualTo(1);
        assertThat(text.value("live_lease_remaining_seconds")).isEqualTo(90);
        assertThat(text.value("live_kill_total")).isEqualTo(1);
        assertThat(text.value("live_kill_engaged")).isEqualTo(1);
        assertThat(text.value("live_execution_queue_depth")).isEqualTo(7);
        for (String counter :
                Set.of(
                        "live_cancel_binding_hit_total",
                        "live_cancel_binding_miss_total",
                        "live_orders_rejected_missing_client_id_total",
                        "live_router_log_failures_total",
                        "live_router_fallbacks_total")) {
            assertThat(text.value(counter)).as(counter).isEqualTo(1);
        }
        for (String counter :
                Set.of(
                        "live_contradictions_total",
                        "live_orders_reconciled_total",
                        "live_orders_reconcile_failed_total",
                        "live_breaker_open")) {
            assertThat(text.value(counter, "exchange", "kraken_spot")).as(counter).isEqualTo(1);
            assertThat(text.value(counter, "exchange", "binance_spot")).as(counter).isZero();
        }
        assertThat(text.value("live_foreign_orders_open", "exchange", "kraken_spot")).isEqualTo(3);
        assertThat(text.value("live_unknown_orders_open", "exchange", "kraken_spot")).isEqualTo(2);
        assertThat(text.value("live_orders_fallback_total", "route", "core")).isEqualTo(1);
        assertThat(text.value("live_orders_failed_total", "route", "core")).isEqualTo(1);
        assertThat(
                        text.value(
                                "live_orders_attempts_total",
                                "exchange",
                                "binance_spot",
                                "result",
                                "api_error"))
                .isEqualTo(1);
        assertThat(text.value("live_orders_errors_total", "exchange", "binance_spot")).isEqualTo(1);
        metrics.lease(false, Duration.ofSeconds(90));
        assertThat(read().value("live_lease_remaining_seconds")).isZero();
    }

    @Test
    void shouldAllocateNothingWhileRecording() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assumeThat(threads.isThreadAllocatedMemorySupported()).isTrue();
        LiveMetrics.Channel channel = channel();
        LiveMetrics.VenueMetrics venue = metrics.venue("binance_spot");
        int rounds = 20_000;
        record(channel, venue, rounds);
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        record(channel, venue, rounds);
        long bytes = threads.getThreadAllocatedBytes(id) - before;
        // ten calls a round: even one small object each would be more than 160 bytes a round
        assertThat(bytes).isLessThan(rounds);
    }

    private void record(LiveMetrics.Channel channel, LiveMetrics.VenueMetrics venue, int rounds) {
        for (int i = 0; i < rounds; i++) {
            channel.taken();
            channel.attempted(LiveMetrics.Result.SUCCESS);
            channel.accepted();
            channel.settled(i * 1_000L);
            channel.filled(i, rounds);
            venue.answered(i * 1_000L);
            venue.unknownOrders(i);
            metrics.decided(i);
            metrics.queueDepth(i);
            metrics.state(LiveMetrics.State.ACTIVE);
        }
    }

    @Test
    void shouldTellNothingToAPageWhoseNameWasReboundToThisMachine() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(metrics, 0)) {
            int port = endpoint.port();
            assertThat(statusFor(port, "Host: 127.0.0.1:" + port)).isEqualTo(200);
            assertThat(statusFor(port, "Host: LocalHost:" + port)).isEqualTo(200);
            assertThat(statusFor(port, "Host: [::1]:" + port)).isEqualTo(200);
            assertThat(statusFor(port, "Host: rebound.example:" + port)).isEqualTo(421);
            assertThat(statusFor(port, "Host: 127.0.0.1.rebound.example")).isEqualTo(421);
            assertThat(statusFor(port, "Accept: */*")).isEqualTo(421);
        }
    }

    @Test
    void shouldAnswerWhileSomebodyElseSaysNothing() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(metrics, 0);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            silent.getOutputStream().write("GET /met".getBytes(UTF_8));
            int port = endpoint.port();
            assertThat(statusFor(port, "Host: 127.0.0.1:" + port)).isEqualTo(200);
        }
    }

    /** Sent by hand: a client library writes the header itself. */
    private static int statusFor(int port, String header) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /metrics HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
            return Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
        }
    }

    @Test
    void shouldAnswerOneRequestOnTheLoopbackInterfaceAlone() throws Exception {
        try (MetricsEndpoint endpoint = MetricsEndpoint.start(metrics, 0)) {
            URI base = URI.create("http://127.0.0.1:" + endpoint.port());
            HttpClient client = HttpClient.newHttpClient();
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(base.resolve("/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(ExpositionText.read(answer.body().getBytes(UTF_8)).value("live_lease_held"))
                    .isZero();
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(base.resolve("/metricsx"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(404);
            assertThat(
                            client.send(
                                            HttpRequest.newBuilder(base.resolve("/metrics"))
                                                    .POST(HttpRequest.BodyPublishers.ofString("x"))
                                                    .build(),
                                            HttpResponse.BodyHandlers.discarding())
                                    .statusCode())
                    .isEqualTo(405);
        }
    }

    /** Debian's package {@code prometheus}; a second reader of what was written. */
    @Test
    void shouldBeAcceptedByPromtool() throws Exception {
        Path promtool = Path.of(System.getProperty("gatehouse.promtool", "/usr/bin/promtool"));
        assumeThat(promtool).as("promtool of Debian's package prometheus").isExecutable();
        someTraffic();
        Path file = Files.createTempFile("metrics", ".txt");
        Files.write(file, metrics.text());
        Process process =
                new ProcessBuilder(promtool.toString(), "check", "metrics")
                        .redirectInput(file.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        // 3 is its advice on names, which are the existing system's
        assertThat(process.waitFor()).as(output).isIn(0, 3);
        assertThat(output).doesNotContain("error while linting");
        Files.delete(file);
    }
}
