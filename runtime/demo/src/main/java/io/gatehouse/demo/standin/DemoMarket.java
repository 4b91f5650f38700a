package io.gatehouse.demo.standin;

import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.adapter.smoke.candle.CandleWriter;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.candle.MadeCandles;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.job.Refusal;
import io.gatehouse.adapter.smoke.job.SmokeJob;
import io.gatehouse.adapter.smoke.job.SmokeOptions;
import io.gatehouse.adapter.smoke.paper.PaperSimulation;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.Strategies;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The market that the demo invents for its smokes: candles, the log of a paper run over them, and
 * the figures that somebody stands behind. What runs over them is the real thing.
 */
public final class DemoMarket {

    static final Path CANDLES = Path.of("data/smoke");
    public static final Path EXPECTED = Path.of("config/smoke_expected.json");
    public static final Path PAPER_LOG = Path.of("logs/paper/orders.jsonl");

    private static final List<Instrument> INSTRUMENTS =
            List.of(
                    new Instrument("BTC_USDT", "binance_spot", "BTCUSDT"),
                    new Instrument("BTC_USDT", "kraken_spot", "XBTUSDT"),
                    new Instrument("ETH_USDT", "binance_spot", "ETHUSDT"));

    /** 2026-01-01T00:00:00Z. */
    private static final long FROM = 1_767_225_600_000L;

    private static final long HOUR = 3_600_000;
    private static final int ROWS = 720;
    private static final long SEED = 7;

    private DemoMarket() {}

    /** Writes all of it; the configuration must be there. */
    public static void create(Path workspace) throws IOException {
        Market market = MadeCandles.market(INSTRUMENTS, SEED, FROM, HOUR, ROWS);
        for (CandleSeries series : market.series()) {
            put(
                    workspace.resolve(CANDLES).resolve(series.instrument().fileName()),
                    CandleWriter.bytes(series));
        }
        put(
                workspace.resolve(CANDLES).resolve("README.txt"),
                (StandIn.LABEL + "; these candles are invented\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        put(
                workspace.resolve(PAPER_LOG),
                PaperSimulation.run(market, Strategies.all(), Terms.USUAL, SEED));
        try {
            put(
                    workspace.resolve(EXPECTED),
                    SmokeJob.expected(
                            workspace,
                            new SmokeOptions(
                                    JsonObject.builder()
                                            .put("task", "demo")
                                            .put("universe", "core")
                                            .put("candles", CANDLES.toString())
                                            .put("expected", EXPECTED.toString())
                                            .put("cycles", 3)
                                            .build()),
                            5));
        } catch (Refusal e) {
            throw new IOException("the demo's market: " + e.findings().get(0), e);
        }
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        DurableFiles.replace(file, bytes);
    }
}
