package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole router on paper: a permit of PAPER, a recorded market, no venue anywhere. */
class RouterOnPaperTest {

    private static final String QUANTITY = "0.001";
    private static final String RESTING = "50000";

    @TempDir private Path workspace;

    private PaperBench bench;

    @BeforeEach
    void promote() throws IOException {
        bench = new PaperBench(workspace).promoted();
    }

    private RouterProcess started() {
        RouterProcess.Start start = RouterProcess.start(bench.start(), news -> {});
        assertThat(start).isInstanceOf(RouterProcess.Start.Started.class);
        RouterProcess router = ((RouterProcess.Start.Started) start).process();
        await(() -> router.banner().noRisk().isEmpty());
        return router;
    }

    private List<String> refused(RouterStart given) {
        RouterProcess.Start start = RouterProcess.start(given, news -> {});
        assertThat(start).isInstanceOf(RouterProcess.Start.Refused.class);
        return ((RouterProcess.Start.Refused) start)
                .findings().stream().map(Finding::code).toList();
    }

    private static void await(BooleanSupplier met) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!met.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String order(String id, String side, String price) {
        return LiveBench.order(id, side, QUANTITY, price, false);
    }

    private static Optional<String> state(RouterProcess router, String id) {
        return router.take("{\"status\":\"" + id + "\"}").text("state");
    }

    @Test
    void shouldFillOnPaperWithFeeAndSlippageAndSaySo() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(router.banner().mode()).isEqualTo(RouterMode.PAPER);
            assertThat(router.banner().permit()).contains("permit-paper");
            assertThat(router.banner().venues()).containsExactly("paper_spot");

            JsonObject answer = router.take(order("o-1", "buy", "61000"));

            assertThat(answer.text("state")).contains("done");
            assertThat(answer.text("filled")).contains("0.00100");
            await(() -> Files.exists(bench.start().files().fills()));
        }
        // 60000 and 5 basis points of slippage; of 60.03 the fee is 6 basis points.
        assertThat(Files.readString(bench.start().files().fills()))
                .contains("\"price\":6003000", "\"fee\":360180", "\"maker\":false");
        assertThat(Files.readString(bench.start().files().log()))
                .contains("\"environment\": \"paper\"", "paper_spot");
        assertThat(view().positions()).isEqualTo(Map.of("BTCUSDT", "0.001"));
        assertThat(new RouterFiles(workspace).root().resolve("var/gatehouse/router"))
                .as("nothing of it is where live orders are")
                .doesNotExist();
    }

    private RouterView view() {
        return RouterView.of(
                RouterMode.PAPER,
                workspace,
                LiveBench.INSTALLATION,
                LiveBench.persons(),
                Clock.systemUTC());
    }

    @Test
    void shouldKeepItsOrdersOverARestartAndFillThemWhenTheMarketComes() throws IOException {
        try (RouterProcess router = started()) {
            assertThat(router.take(order("r-1", "buy", RESTING)).text("state")).contains("working");
        }
        bench.market("60000", "49000");
        try (RouterProcess router = started()) {
            await(() -> state(router, "r-1").equals(Optional.of("done")));
            assertThat(router.take("{\"status\":\"r-1\"}").text("filled")).contains("0.00100");
            assertThat(router.state()).isEqualTo(TradingState.ACTIVE);
        }
        assertThat(Files.readString(bench.start().files().fills())).contains("\"maker\":true");
        assertThat(view().positions()).isEqualTo(Map.of("BTCUSDT", "0.001"));
    }

    @Test
    void shouldWithdrawItsOrdersOnAKillFromOutside() throws IOException {
        RouterKill killer =
                new RouterKill(
                        RouterMode.PAPER,
                        workspace,
                        LiveBench.INSTALLATION,
                        LiveBench.persons(),
                        name -> Optional.empty(),
                        Clock.systemUTC());
        try (RouterProcess router = started()) {
            assertThat(router.take(order("r-1", "buy", RESTING)).text("state")).contains("working");

            RouterKill.Killed killed = killer.kill(CancelSelection.ALL, "anna", "a test");

            assertThat(killed.findings()).isEmpty();
            assertThat(killed.latched()).isTrue();
            await(() -> view().resting().isEmpty());
            assertThat(router.take(order("o-2", "buy", "61000")).text("state")).contains("refused");
        }
        assertThat(killer.kill(CancelSelection.ALL, "anna", "again").complete()).isTrue();
        assertThat(view().positions()).isEmpty();
        assertThat(view().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldStopRiskWhenThePermitIsTakenAway() throws IOException {
        try (RouterProcess router = started()) {
            Files.delete(workspace.resolve("var/gatehouse/permits/paper.json"));
            await(() -> !router.banner().noRisk().isEmpty());

            assertThat(router.take(order("o-1", "buy", "61000")).text("state")).contains("refused");
        }
    }

    @Test
    void shouldNotStartOnPaperWithoutAPermitOfPaper() throws IOException {
        Files.delete(workspace.resolve("var/gatehouse/permits/paper.json"));
        assertThat(refused(bench.start())).isNotEmpty();

        bench.bench.renew(Duration.ofHours(1));
        assertThat(refused(bench.start())).as("a permit of LIVE opens no PAPER").isNotEmpty();
        assertThat(bench.start().files().journal()).doesNotExist();
    }

    @Test
    void shouldNotStartOnPaperWithoutItsMarket() throws IOException {
        Files.writeString(workspace.resolve("data/btc.csv"), "timestamp,open\n");
        assertThat(refused(bench.start())).isNotEmpty();
        Files.delete(workspace.resolve("data/btc.csv"));
        assertThat(refused(bench.start())).containsExactly("market");
        Files.createSymbolicLink(workspace.resolve("data/btc.csv"), Path.of("/etc/hostname"));
        assertThat(refused(bench.start())).containsExactly("market");
    }

    @Test
    void shouldNotRouteLiveOrdersOntoPaper() throws IOException {
        bench.promoted(PaperBench.configuration().replace("  paper:", "  live:"));
        bench.bench.renew(Duration.ofHours(1));
        assertThat(refused(bench.bench.start())).isNotEmpty();

        bench.promoted(
                LiveBench.configuration(java.net.URI.create("http://127.0.0.1:9"))
                        .replace("loopback_spot", "paper_spot"));
        bench.bench.renew(Duration.ofHours(1));
        assertThat(refused(bench.bench.start())).containsExactly("paper-in-live");
        assertThat(new RouterFiles(workspace).journal()).doesNotExist();
    }

    @Test
    void shouldRefusePaperWhereTheInstallationIsNotAtPaper() {
        assertThat(RouterMode.PAPER.refusal(Environment.PAPER)).isEmpty();
        assertThat(RouterMode.PAPER.refusal(Environment.LIVE)).isPresent();
        assertThat(RouterMode.PAPER.refusal(Environment.DEMO)).isPresent();
        assertThat(RouterMode.LIVE.refusal(Environment.PAPER)).as("it closes").isEmpty();
        assertThat(bench.start().prefix()).isNotEqualTo(bench.bench.start().prefix());
    }
}
