package io.gatehouse.adapter.smoke.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.adapter.smoke.candle.CandleReader;
import io.gatehouse.adapter.smoke.candle.CandleReading;
import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.RunJudge;
import io.gatehouse.adapter.smoke.run.StrategyRun;
import io.gatehouse.adapter.smoke.run.StrategySmoke;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.MeanReversion;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.TrendFollowing;
import io.gatehouse.adapter.smoke.strategy.VolatilityTarget;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Candles that a market traded; skipped where they are not at hand. */
class RealCandlesTest {

    private static final Path DATA = Path.of("..", "..", "..", "shared", "data", "lean-apache2");
    private static final Instrument BTC = new Instrument("BTC_USDT", "bybit", "BTCUSDT");

    private static CandleReading minutes(String file) throws IOException {
        Path path = DATA.resolve(file);
        assumeTrue(Files.isRegularFile(path), "no recorded candles here");
        String csv =
                Files.readAllLines(path).stream()
                        .map(line -> line.replaceFirst("^time_utc", "timestamp"))
                        .map(line -> line.replaceFirst("^(\\d{4}-\\S{14}),", "$1Z,"))
                        .collect(Collectors.joining("\n", "", "\n"));
        return CandleReader.read(BTC, 60_000, csv.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldRunCleanOverADayOfMinutes() throws IOException {
        CandleReading reading = minutes("crypto_bybit_btcusdt_minute_trade.csv");
        CandleSeries series = ((CandleReading.Read) reading).series();
        assertThat(series.candles()).hasSize(1_440);
        Market market = Market.of(List.of(series));
        for (Strategy strategy :
                List.of(
                        new TrendFollowing(12, 48),
                        new MeanReversion(48),
                        new VolatilityTarget(1))) {
            StrategyRun run = StrategySmoke.run(strategy, market, 120, 3, Terms.USUAL);
            assertThat(RunJudge.findings(run)).as(strategy.id()).isEmpty();
        }
    }

    @Test
    void shouldFindTheGapsOfAQuietMarket() throws IOException {
        CandleReading reading = minutes("crypto_coinbase_btcusd_minute_trade.csv");
        assertThat(((CandleReading.Refused) reading).findings())
                .extracting(Finding::code)
                .containsOnly("gap");
    }
}
