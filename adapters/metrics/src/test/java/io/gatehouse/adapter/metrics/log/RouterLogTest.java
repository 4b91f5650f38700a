package io.gatehouse.adapter.metrics.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterLogTest {

    private static final int RUNS = Boolean.getBoolean("gatehouse.campaign") ? 100_000 : 3_000;

    @TempDir Path folder;

    private final HmacKey key = key("live-router", KeyAlgorithm.HMAC_SHA384);
    private final PrometheusLiveMetrics metrics =
            new PrometheusLiveMetrics(LabelValues.of(Set.of(), Set.of(), Set.of(), Set.of()));

    private static HmacKey key(String id, KeyAlgorithm algorithm) {
        return new HmacKey(
                new KeyId(id),
                algorithm,
                SecretBytes.copyOf(("secret of the key " + id + " ".repeat(60)).getBytes(UTF_8)));
    }

    private static RouterLogEntry entry(int number) {
        return new RouterLogEntry(
                Instant.parse("2026-11-20T09:49:08.7Z"),
                "core",
                new TreeMap<>(
                        Map.of("za\u017c\u00f3\u0142\u0107", "\"g\u0119\u015bl\u0105\", : /")),
                new RouterLogEntry.Request(
                        "BTCUSDT",
                        "buy",
                        "limit",
                        new BigDecimal("1.50"),
                        Optional.of(new BigDecimal("100")),
                        Optional.empty(),
                        "c-" + number),
                new RouterLogEntry.Context("pf", "balanced", "live", new TreeMap<>()),
                List.of(
                        new TreeMap<>(
                                Map.of(
                                        "exchange", "a",
                                        "status", "success",
                                        "latency_s", "0.000972"))),
                Duration.ofNanos(972_499),
                false,
                Optional.of(
                        new RouterLogEntry.Result(
                                "1",
                                "FILLED",
                                new BigDecimal("1.5"),
                                Optional.of(new BigDecimal("100")))),
                Optional.empty());
    }

    private byte[] written(int lines) throws Exception {
        Path file = folder.resolve("var/router.jsonl");
        try (RouterLog log = new RouterLog(file, key, metrics)) {
            for (int i = 0; i < lines; i++) {
                assertThat(log.write(entry(i))).isEmpty();
            }
        }
        return Files.readAllBytes(file);
    }

    private RouterLogReader.Summary read(byte[] bytes, List<JsonObject> genuine) throws Exception {
        return RouterLogReader.read(
                "router.jsonl",
                new ByteArrayInputStream(bytes),
                id -> id.equals(key.id()) ? Optional.of(key) : Optional.empty(),
                genuine::add);
    }

    private List<String> codes(String text) throws Exception {
        return read(text.getBytes(UTF_8), new ArrayList<>()).findings().stream()
                .map(Finding::code)
                .toList();
    }

    @Test
    void shouldWriteAsTheExistingRouterDoes() throws Exception {
        String line = new String(written(1), UTF_8);
        assertThat(line)
                .startsWith(
                        "{\"payload\": {\"attempts\": [{\"exchange\": \"a\", \"latency_s\": \"0.000972\", \"status\": \"success\"}], \"context\": {\"environment\": \"live\", \"metadata\": {}, \"portfolio_id\": \"pf\", \"risk_profile\": \"balanced\"}, \"fallback_used\": false, \"latency_seconds\": 0.000972, \"metadata\": {\"za\u017c\u00f3\u0142\u0107\": \"\\\"g\u0119\u015bl\u0105\\\", : /\"}, \"request\": {\"client_order_id\": \"c-0\", \"order_type\": \"limit\", \"price\": 100.0, \"quantity\": 1.5, \"side\": \"buy\", \"symbol\": \"BTCUSDT\", \"time_in_force\": null}, \"result\": {\"avg_price\": 100.0, \"filled_quantity\": 1.5, \"order_id\": \"1\", \"status\": \"FILLED\"}, \"route\": \"core\", \"timestamp\": \"2026-11-20T09:49:08Z\"}, \"signature\": {\"algorithm\": \"HMAC-SHA384\", \"key_id\": \"live-router\", \"value\": \"")
                .endsWith("\"}}\n");
    }

    @Test
    void shouldReadBackWhatItWrote() throws Exception {
        List<JsonObject> genuine = new ArrayList<>();
        RouterLogReader.Summary summary = read(written(50), genuine);
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.lines()).isEqualTo(50);
        assertThat(genuine).hasSize(50);
        assertThat(genuine.get(7).object("request").orElseThrow().text("client_order_id"))
                .contains("c-7");
    }

    @Test
    void shouldWriteWhateverAVenueSays() throws Exception {
        RouterLogEntry sound = entry(1);
        RouterLogEntry odd =
                new RouterLogEntry(
                        sound.timestamp(),
                        sound.route(),
                        sound.metadata(),
                        sound.request(),
                        sound.context(),
                        List.of(),
                        sound.latency(),
                        true,
                        Optional.empty(),
                        Optional.of("half \ud800, bell \u0007, quote \", line \n end"));
        Path file = folder.resolve("odd.jsonl");
        try (RouterLog log = new RouterLog(file, key, metrics)) {
            assertThat(log.write(odd)).isEmpty();
        }
        List<JsonObject> genuine = new ArrayList<>();
        assertThat(read(Files.readAllBytes(file), genuine).findings()).isEmpty();
        assertThat(genuine.get(0).requireText("error"))
                .isEqualTo("half ?, bell \u0007, quote \", line \n end");
    }

    @Test
    void shouldRefuseWhatIsNotGenuine() throws Exception {
        String line = new String(written(1), UTF_8);
        assertThat(codes(line)).isEmpty();
        for (Map.Entry<String, String> change :
                Map.of(
                                "100.0, \"quantity\"", "100, \"quantity\"",
                                "\"quantity\": 1.5", "\"quantity\": \"1.5\"",
                                "\"fallback_used\": false", "\"fallback_used\": true",
                                "FILLED", "REJECTED")
                        .entrySet()) {
            assertThat(line).contains(change.getKey());
            assertThat(codes(line.replace(change.getKey(), change.getValue())))
                    .containsExactly("code-differs");
        }
        assertThat(codes(line.replace("HMAC-SHA384", "HMAC-SHA256")))
                .containsExactly("other-algorithm");
        assertThat(codes(line.replace("live-router", "another"))).containsExactly("key-unknown");
        assertThat(codes(line.replace("\"key_id\": \"live-router\", ", "")))
                .containsExactly("key-missing");
        assertThat(codes(line.replace("{\"payload\"", "{\"note\": 1, \"payload\"")))
                .containsExactly("malformed");
        assertThat(codes(line.replaceAll(", \"signature.*", "}"))).containsExactly("unsigned");
        assertThat(codes(line.strip())).containsExactly("malformed");
        assertThat(codes("[]\n\n")).containsExactly("malformed", "malformed");
        assertThat(codes("x\n".repeat(300))).hasSize(201).endsWith("too-many");
    }

    /** Signed by the right key and still not what a router tells. */
    @Test
    void shouldRefuseAPayloadOfAnotherForm() throws Exception {
        String payload = entry(1).payload();
        assertThat(codes(signed(payload))).isEmpty();
        assertThat(codes(signed(payload.replace("\"route\":\"core\",", ""))))
                .containsExactly("members");
        assertThat(codes(signed(payload.replace("\"route\"", "\"router\""))))
                .containsExactly("members");
        assertThat(codes(signed(payload.replace("\"status\":\"success\"", "\"status\":\"fine\""))))
                .containsExactly("status-unknown");
        assertThat(codes(signed(payload.replace("0.000972,", "-1,")))).containsExactly("members");
    }

    private String signed(String payload) {
        return "{\"payload\":"
                + payload
                + ",\"signature\":{\"algorithm\":\"HMAC-SHA384\",\"key_id\":\"live-router\",\"value\":\""
                + java.util.Base64.getEncoder().encodeToString(key.sign(payload.getBytes(UTF_8)))
                + "\"}}\n";
    }

    @Test
    void shouldKeepThreeOlderFilesAndLoseNoLineBetween() throws Exception {
        Path file = folder.resolve("router.jsonl");
        int perFile = 0;
        try (RouterLog log = new RouterLog(file, key, metrics, 4_000)) {
            for (int i = 0; i < 40; i++) {
                assertThat(log.write(entry(i))).isEmpty();
            }
        }
        List<JsonObject> genuine = new ArrayList<>();
        for (String name :
                List.of("router.jsonl.3", "router.jsonl.2", "router.jsonl.1", "router.jsonl")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            assertThat(bytes.length).isBetween(1, 4_000);
            assertThat(read(bytes, genuine).findings()).isEmpty();
            perFile++;
        }
        assertThat(perFile).isEqualTo(4);
        assertThat(folder.resolve("router.jsonl.4")).doesNotExist();
        int last = 39;
        for (int i = genuine.size() - 1; i >= 0; i--) {
            assertThat(
                            genuine.get(i)
                                    .object("request")
                                    .orElseThrow()
                                    .requireText("client_order_id"))
                    .isEqualTo("c-" + last--);
        }
    }

    @Test
    void shouldTellOfALineThatItCouldNotWrite() throws Exception {
        Path blocked = folder.resolve("blocked");
        Files.createDirectory(blocked); // a folder where the file should be
        RouterLog log = new RouterLog(blocked, key, metrics);
        assertThat(log.write(entry(1))).map(Finding::code).contains("not-written");
        assertThat(new String(metrics.text(), UTF_8))
                .contains("live_router_log_failures_total 1.0");
        Files.delete(blocked);
        assertThat(log.write(entry(2))).as("and goes on when it can").isEmpty();
        log.close();
    }

    @Test
    void shouldHaveNoWayToWriteUnsignedOrIntoADecisionLog() {
        Path file = folder.resolve("router.jsonl");
        assertThatThrownBy(() -> new RouterLog(file, key("k", KeyAlgorithm.HMAC_SHA256), metrics))
                .isInstanceOf(IllegalArgumentException.class);
        Path decisions = folder.resolve("audit/decision_logs/live_execution.jsonl");
        assertThat(RouterLog.misplaced(decisions)).map(Finding::code).contains("foreign-place");
        assertThatThrownBy(() -> new RouterLog(decisions, key, metrics))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () ->
                                new RouterLogEntry(
                                        Instant.EPOCH,
                                        "r",
                                        new TreeMap<>(),
                                        entry(1).request(),
                                        entry(1).context(),
                                        List.of(new TreeMap<>(Map.of("status", "fine"))),
                                        Duration.ZERO,
                                        false,
                                        Optional.empty(),
                                        Optional.of("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSpellNumbersAsTheExistingToolsDo() {
        Map.of(
                        "100", "100.0",
                        "0.00", "0.0",
                        "-1.50", "-1.5",
                        "0.0001", "0.0001",
                        "0.00001", "1e-05",
                        "0.0000123", "1.23e-05",
                        "1E+15", "1000000000000000.0",
                        "1E+16", "1e+16",
                        "123456789.123456789", "\"123456789.123456789\"")
                .forEach(
                        (in, out) ->
                                assertThat(PythonNumber.json(new BigDecimal(in))).isEqualTo(out));
    }

    /** Seeded mutations: never an exception, and never another payload taken for genuine. */
    @Test
    void shouldSurviveMutationsAndTakeNoneForGenuine() throws Exception {
        byte[] sound = written(3);
        List<JsonObject> originals = new ArrayList<>();
        read(sound, originals);
        long seed = Long.getLong("gatehouse.seed", 20_261_124L);
        Random random = new Random(seed);
        int tried = 0;
        for (int i = 0; i < RUNS; i++) {
            byte[] bytes = sound.clone();
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte)
                                (random.nextBoolean()
                                        ? random.nextInt(256)
                                        : "{}[]\",: \\\n0a".charAt(random.nextInt(12)));
            }
            List<JsonObject> genuine = new ArrayList<>();
            try {
                read(bytes, genuine);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " run " + i, e);
            }
            assertThat(originals).as("seed %s run %s", seed, i).containsAll(genuine);
            tried++;
        }
        assertThat(tried).isEqualTo(RUNS);
    }

    /** Lines of the existing router: their form is read and kept; their key is not at hand. */
    @Test
    void shouldReadTheLinesOfTheExistingRouter() throws Exception {
        Path real = Path.of("../../../shared/interop/router");
        assumeThat(real).as("files of the existing router").isDirectory();
        int lines = 0;
        List<Path> files;
        try (Stream<Path> all = Files.list(real)) {
            files = all.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
        }
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                assertThat(Spacing.spaced(Spacing.compact(line))).isEqualTo(line);
                assertThat(codes(line + "\n"))
                        .as("its key is another")
                        .containsExactly("code-differs");
                String compact = Spacing.compact(line);
                String payload =
                        compact.substring(
                                "{\"payload\":".length(), compact.lastIndexOf(",\"signature\":"));
                assertThat(codes(signed(payload))).as("%s", file.getFileName()).isEmpty();
                lines++;
            }
        }
        assertThat(lines).isGreaterThanOrEqualTo(10);
    }
}
