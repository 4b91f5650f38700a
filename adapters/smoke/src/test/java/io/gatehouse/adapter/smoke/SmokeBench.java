package io.gatehouse.adapter.smoke;

import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.adapter.smoke.candle.CandleWriter;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.candle.MadeCandles;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.job.Refusal;
import io.gatehouse.adapter.smoke.job.SmokeEnd;
import io.gatehouse.adapter.smoke.job.SmokeJob;
import io.gatehouse.adapter.smoke.job.SmokeOptions;
import io.gatehouse.adapter.smoke.paper.PaperSimulation;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.Strategies;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** A workspace in which every smoke passes; a test changes what it is about. */
public final class SmokeBench {

    public static final Instant NOW = Instant.parse("2026-11-20T11:00:00Z");
    public static final long HOUR = 3_600_000;
    public static final long START = 1_767_225_600_000L;

    public static final List<Instrument> INSTRUMENTS =
            List.of(
                    new Instrument("BTC_USDT", "binance_spot", "BTCUSDT"),
                    new Instrument("BTC_USDT", "kraken_spot", "XBTUSDT"),
                    new Instrument("ETH_USDT", "binance_spot", "ETHUSDT"),
                    new Instrument("ETH_USDT", "kraken_spot", "ETHUSDT"));

    public static final String CONFIG =
            """
            instrument_universes:
              smoke:
                instruments:
                  BTC_USDT:
                    base_asset: BTC
                    exchanges:
                      binance_spot: BTCUSDT
                      kraken_spot: XBTUSDT
                  ETH_USDT:
                    base_asset: ETH
                    exchanges:
                      binance_spot: ETHUSDT
                      kraken_spot: ETHUSDT
            risk_profiles:
              balanced:
                max_position_pct: 0.25
                max_leverage: 0.8
                max_open_positions: 4
            """;

    private final Path workspace;

    public SmokeBench(Path workspace, int rows, long seed) throws IOException {
        this.workspace = workspace;
        write("config/core.yaml", CONFIG);
        Market market = market(seed, rows);
        for (CandleSeries series : market.series()) {
            Path file = workspace.resolve("data/candles").resolve(series.instrument().fileName());
            Files.createDirectories(file.getParent());
            Files.write(file, CandleWriter.bytes(series));
        }
        write("data/paper.jsonl", new String(paper(market, seed)));
    }

    public static Market market(long seed, int rows) {
        return MadeCandles.market(INSTRUMENTS, seed, START, HOUR, rows);
    }

    public static byte[] paper(Market market, long seed) {
        return PaperSimulation.run(market, Strategies.all(), Terms.USUAL, seed);
    }

    public Path workspace() {
        return workspace;
    }

    public void write(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    public String text(String path) {
        try {
            return Files.readString(workspace.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void change(String path, UnaryOperator<String> change) throws IOException {
        String before = text(path);
        String after = change.apply(before);
        if (after.equals(before)) {
            throw new IllegalStateException("nothing changed in " + path);
        }
        write(path, after);
    }

    public static JsonObject demo() {
        return JsonObject.builder()
                .put("task", "demo")
                .put("universe", "smoke")
                .put("candles", "data/candles")
                .put("expected", "config/smoke_expected.json")
                .put("cycles", 2)
                .put("operator", "ola")
                .build();
    }

    public static JsonObject stage4() {
        return demo().with("task", "stage4").with("job", "4711");
    }

    public static JsonObject paper() {
        return demo().without("expected", "cycles")
                .with("task", "paper")
                .with("paper_log", "data/paper.jsonl");
    }

    /** Adopts what a run gives now as what is expected. */
    public SmokeBench adopt(JsonObject with) throws IOException, Refusal {
        if (with.has("expected")) {
            byte[] expected = SmokeJob.expected(workspace, new SmokeOptions(with), 2);
            write(with.requireText("expected"), new String(expected));
        }
        return this;
    }

    public SmokeEnd run(JsonObject with) throws Refusal {
        return SmokeJob.run(workspace, new SmokeOptions(with), NOW);
    }

    /** The codes of what a run finds, whether or not it has a report. */
    public List<String> codes(JsonObject with) {
        try {
            return run(with).findings().stream().map(Finding::code).toList();
        } catch (Refusal e) {
            return e.findings().stream().map(Finding::code).toList();
        }
    }
}
