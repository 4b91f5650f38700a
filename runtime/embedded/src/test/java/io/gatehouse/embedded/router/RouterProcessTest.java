package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole router against a stand-in in a process of its own, over real connections. */
class RouterProcessTest {

    private static final String QUANTITY = "0.001";
    private static final String CROSSING = "61000";
    private static final String RESTING = "50000";

    @TempDir private Path workspace;

    private StandInProcess venue;
    private LiveBench bench;

    @BeforeEach
    void promote() throws IOException {
        venue = StandInProcess.start(11);
        bench = new LiveBench(workspace).promoted(venue.address());
    }

    @AfterEach
    void end() {
        venue.close();
    }

    private RouterProcess started() {
        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});
        assertThat(start).isInstanceOf(RouterProcess.Start.Started.class);
        RouterProcess router = ((RouterProcess.Start.Started) start).process();
        await(() -> router.banner().noRisk().isEmpty());
        return router;
    }

    private static String state(JsonObject answer) {
        return answer.text("state").orElse("") + codes(answer);
    }

    private static List<String> codes(JsonObject answer) {
        List<String> codes = new ArrayList<>();
        for (JsonValue each : answer.array("findings")) {
            codes.add(((JsonObject) each).requireText("code"));
        }
        return codes;
    }

    /** Waits for another process or thread; a minute is for a machine that is busy. */
    private static void await(BooleanSupplier met) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!met.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private long filled() {
        return venue.truth().orders().stream().mapToLong(o -> o.integer("filled").orElse(0L)).sum();
    }

    @Test
    void shouldFillAnOrderAndTellIt() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(router.banner().noRisk()).isEmpty();
            assertThat(router.banner().permit()).contains("permit-live");

            JsonObject answer = router.take(order("o-1", "buy", QUANTITY, CROSSING));

            assertThat(state(answer)).isEqualTo("done[]");
            assertThat(answer.text("filled")).contains("0.00100");
            assertThat(filled()).isEqualTo(100);
            assertThat(Files.readString(new RouterFiles(workspace).log()))
                    .contains("\"status\": \"success\"");
        }
        RouterView view =
                RouterView.of(
                        RouterMode.LIVE,
                        workspace,
                        LiveBench.INSTALLATION,
                        LiveBench.persons(),
                        Clock.systemUTC());
        assertThat(view.state()).isEqualTo(TradingState.ACTIVE);
        assertThat(view.positions()).isEqualTo(Map.of("BTCUSDT", "0.001"));
        assertThat(view.findings()).isEmpty();
    }

    private static String order(String id, String side, String quantity, String price) {
        return LiveBench.order(id, side, quantity, price, false);
    }

    @Test
    void shouldAnswerABadLineAndGoOn() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(codes(router.take("not json"))).containsExactly("line-malformed");
            assertThat(codes(router.take(order("o-1", "buy", "0.0010001", CROSSING))))
                    .containsExactly("off-scale");
            assertThat(codes(router.take(order("o-1", "buy", QUANTITY, "61000.001"))))
                    .containsExactly("off-scale");
            assertThat(codes(router.take(order("o-1", "buy", "1e3", CROSSING))))
                    .containsExactly("off-scale");
            assertThat(codes(router.take("{\"id\":\"o\",\"force\":true}")))
                    .containsExactly("line-malformed");
            assertThat(state(router.take(order("o-1", "buy", QUANTITY, CROSSING))))
                    .isEqualTo("done[]");
        }
    }

    @Test
    void shouldTakeNoRiskWithoutArmingAndStillCloseAndCancel() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(state(router.take(order("o-1", "buy", "0.002", CROSSING))))
                    .isEqualTo("done[]");
            assertThat(state(router.take(order("o-2", "buy", QUANTITY, RESTING))))
                    .isEqualTo("working[]");

            new Arming(workspace).disarm();
            await(() -> !router.banner().noRisk().isEmpty());

            assertThat(codes(router.take(order("o-3", "buy", QUANTITY, CROSSING))))
                    .contains("not-armed");
            assertThat(codes(router.take(LiveBench.order("o-4", "sell", "0.003", "55000", true))))
                    .contains("not-reducing");
            assertThat(state(router.take(LiveBench.order("o-5", "sell", "0.002", "55000", true))))
                    .isEqualTo("done[]");
            assertThat(state(router.take("{\"cancel\":\"o-2\"}"))).isEqualTo("done[cancelled]");
        }
    }

    @Test
    void shouldStopRiskWhenTheLeaseLapsesAndClose() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(state(router.take(order("o-1", "buy", QUANTITY, CROSSING))))
                    .isEqualTo("done[]");

            Files.delete(workspace.resolve("var/gatehouse/permits/live.json"));
            await(() -> !router.banner().noRisk().isEmpty());

            JsonObject refused = router.take(order("o-2", "buy", QUANTITY, CROSSING));
            assertThat(refused.text("state")).contains("refused");
            assertThat(codes(refused)).isNotEmpty();
            assertThat(state(router.take(LiveBench.order("o-3", "sell", QUANTITY, "55000", true))))
                    .isEqualTo("done[]");
            assertThat(filled()).isEqualTo(200);
        }
    }

    @Test
    void shouldBlockAndCancelByAKillFromOutsideUntilAPersonEnables() throws IOException {
        RouterKill killer =
                new RouterKill(
                        RouterMode.LIVE,
                        workspace,
                        LiveBench.INSTALLATION,
                        LiveBench.persons(),
                        name -> Optional.empty(),
                        Clock.systemUTC());
        try (RouterProcess router = started()) {
            assertThat(state(router.take(order("o-1", "buy", QUANTITY, RESTING))))
                    .isEqualTo("working[]");

            RouterKill.Killed killed = killer.kill(CancelSelection.ALL, "anna", "a test");

            assertThat(killed.findings()).isEmpty();
            assertThat(killed.complete()).isTrue();
            assertThat(killed.report().orElseThrow().results()).hasSize(1);
            assertThat(venue.truth().orders())
                    .allMatch(o -> o.requireText("status").equals("CANCELLED"));
            await(() -> router.state() == TradingState.HALTED);
            assertThat(codes(router.take(order("o-2", "buy", QUANTITY, CROSSING))))
                    .contains("halted");
        }
        try (RouterProcess router = started()) {
            assertThat(codes(router.take(order("o-3", "buy", QUANTITY, CROSSING))))
                    .contains("halted");
            bench.enable();
            await(() -> router.state() == TradingState.ACTIVE);
            assertThat(state(router.take(order("o-4", "buy", QUANTITY, CROSSING))))
                    .isEqualTo("done[]");
        }
        assertThat(filled()).isEqualTo(100);
    }

    private String scraped(RouterProcess router, String series) {
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + router.banner().metricsPort()
                                                                    + "/metrics"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(series))
                    .findFirst()
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                    .orElse("none");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String at(String name) {
        return name + "{exchange=\"loopback_spot\"}";
    }

    @Test
    void shouldExportOrdersInDoubtAndWhatBecameOfThem() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(scraped(router, at("live_unknown_orders_open"))).startsWith("0");
            venue.truth()
                    .script(
                            new FaultScript(
                                    1,
                                    1_000,
                                    List.of(FaultKind.RESET_AFTER),
                                    List.of("place", "find", "open"),
                                    Map.of(),
                                    5));
            assertThat(state(router.take(order("u-1", "buy", QUANTITY, RESTING))))
                    .isEqualTo("pending[]");
            assertThat(scraped(router, at("live_unknown_orders_open"))).startsWith("1");
            await(() -> !scraped(router, at("live_orders_reconcile_failed_total")).startsWith("0"));
            assertThat(scraped(router, at("live_orders_reconciled_total"))).startsWith("0");

            venue.truth().script(FaultScript.NONE);

            await(() -> scraped(router, at("live_unknown_orders_open")).startsWith("0"));
            await(() -> scraped(router, at("live_orders_reconciled_total")).startsWith("1"));
            assertThat(scraped(router, "live_execution_queue_depth")).startsWith("0");

            assertThat(codes(router.take("{\"symbol\":\"BTCUSDT\"}")))
                    .containsExactly("line-malformed");
            assertThat(scraped(router, "live_orders_rejected_missing_client_id_total"))
                    .startsWith("1");
            router.take("{\"cancel\":\"nobody\"}");
            assertThat(scraped(router, "live_cancel_binding_miss_total")).startsWith("1");
        }
    }

    @Test
    void shouldRefuseToStartWithLimitsLooserThanTheRiskProfile() throws IOException {
        Files.writeString(
                bench.configuration(),
                Files.readString(bench.configuration())
                        .replace("max_leverage: 2.0", "max_leverage: 0.1"));

        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});

        assertThat(((RouterProcess.Start.Refused) start).findings())
                .singleElement()
                .satisfies(f -> assertThat(f.code()).isEqualTo("profile-looser"));
        assertThat(new RouterFiles(workspace).journal()).doesNotExist();
    }

    @Test
    void shouldTakeNothingOnceItEnds() throws IOException {
        RouterProcess router = started();
        router.close();

        assertThat(codes(router.take(order("o-1", "buy", QUANTITY, CROSSING))))
                .containsExactly("ending");
        router.close();
        assertThat(venue.truth().orders()).isEmpty();
    }

    @Test
    void shouldFillNothingTwiceWhenKilledMidWay() throws Exception {
        int orders = 30;
        Process first = child();
        try (PrintWriter in =
                        new PrintWriter(first.getOutputStream(), true, StandardCharsets.UTF_8);
                BufferedReader out = reader(first)) {
            assertThat(out.readLine()).isEqualTo("ready");
            for (int i = 0; i < orders; i++) {
                in.println(order("o-" + i, "buy", QUANTITY, CROSSING));
            }
            for (int i = 0; i < orders / 3; i++) {
                out.readLine();
            }
            first.destroyForcibly();
        }
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();

        List<String> states = new ArrayList<>();
        try (RouterProcess router = started()) {
            for (int i = 0; i < orders; i++) {
                JsonObject answer = router.take(order("o-" + i, "buy", QUANTITY, CROSSING));
                String id = "o-" + i;
                await(() -> !state(router.take("{\"status\":\"" + id + "\"}")).startsWith("pend"));
                states.add(state(router.take("{\"status\":\"" + id + "\"}")));
                assertThat(answer.text("id")).contains(id);
            }
        }
        venue.truth().byClientId().forEach((id, same) -> assertThat(same).as(id).hasSize(1));
        long done = states.stream().filter("done[]"::equals).count();
        // One that was taken and not sent before the crash is refused, never sent late.
        assertThat(states).allMatch(s -> s.equals("done[]") || s.startsWith("refused"));
        assertThat(filled()).isEqualTo(done * 100);
        assertThat(done).as(states.toString()).isGreaterThanOrEqualTo(orders - 1L);
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Process child() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RouterChild.class.getName(),
                        workspace.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void shouldLoseAndDoubleNothingUnderFaults() throws IOException {
        int faults = Boolean.getBoolean("gatehouse.campaign") ? 2_000 : 200;
        long seed = Long.getLong("gatehouse.seed", 7);
        bench.promotedInHaste(venue.address());
        List<FaultKind> kinds =
                Arrays.stream(FaultKind.values())
                        .filter(kind -> kind != FaultKind.BANNED && kind != FaultKind.MAINTENANCE)
                        .toList();
        List<String> unsettled = new ArrayList<>();
        long told = 0;
        try (RouterProcess router = started()) {
            venue.truth()
                    .script(new FaultScript(seed, 1_000, kinds, List.of("place"), Map.of(), 5));
            for (int i = 0; i < faults; i++) {
                router.take(order("f-" + i, "buy", QUANTITY, CROSSING));
            }
            venue.truth().script(FaultScript.NONE);
            venue.truth().settle();
            for (int i = 0; i < faults; i++) {
                String status = "{\"status\":\"f-" + i + "\"}";
                await(() -> !router.take(status).text("state").equals(Optional.of("pending")));
                await(() -> !router.take(status).text("state").equals(Optional.of("working")));
                JsonObject end = router.take(status);
                if (end.text("state").equals(Optional.of("done"))) {
                    told +=
                            new java.math.BigDecimal(end.requireText("filled"))
                                    .movePointRight(5)
                                    .longValueExact();
                } else if (!end.text("state").equals(Optional.of("refused"))) {
                    unsettled.add(state(end));
                }
            }
            assertThat(router.state()).as("seed " + seed).isEqualTo(TradingState.ACTIVE);
        }
        assertThat(unsettled).as("seed " + seed).isEmpty();
        assertThat(venue.truth().seen("place")).isGreaterThanOrEqualTo(faults);
        venue.truth()
                .byClientId()
                .forEach((id, same) -> assertThat(same).as(id + " seed " + seed).hasSize(1));
        // 0 lost, 0 doubled: what the venue filled is what the router told.
        assertThat(filled()).as("seed " + seed).isEqualTo(told);
        assertThat(told).isPositive();
    }
}
