package io.gatehouse.adapter.risklabs.stress;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.portfolio;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.EquityCurve;
import io.gatehouse.adapter.risklabs.portfolio.EquityCurves;
import io.gatehouse.adapter.risklabs.portfolio.Fixtures;
import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.Valuation;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests on what really happened. */
class RecordedDataTest {

    private static final SquareRootImpact IMPACT = SquareRootImpact.COSTLY;

    private static StressMarket binance() {
        return StressMarket.recorded(
                MarketData.of(
                        Map.of(
                                "BTCUSDT",
                                Fixtures.instrument(
                                        Recorded.minutes(
                                                "BTCUSDT",
                                                "crypto_binance_btcbusd_minute_trade.csv"),
                                        Recorded.depth("BTCUSDT"),
                                        Recorded.trades("BTCUSDT"),
                                        Recorded.latencies("BTCUSDT")),
                                "ETHUSDT",
                                Fixtures.instrument(
                                        Recorded.minutes(
                                                "ETHUSDT",
                                                "crypto_coinbase_ethusd_minute_trade.csv"),
                                        Recorded.depth("ETHUSDT"),
                                        Recorded.trades("ETHUSDT"),
                                        Recorded.latencies("ETHUSDT"))),
                        List.of()));
    }

    /** Five million at 61,800: 8.09 BTC for a tenth. */
    private static Portfolio millions(String weight) {
        BigDecimal equity = new BigDecimal("5000000");
        BigDecimal notional = equity.multiply(new BigDecimal(weight));
        BigDecimal price = new BigDecimal("61800");
        return Portfolio.of(
                "book",
                equity,
                List.of(
                        new Holding(
                                "BTCUSDT",
                                notional.divide(price, java.math.MathContext.DECIMAL64),
                                price,
                                notional,
                                Double.parseDouble(weight))));
    }

    @Test
    void shouldReplayTheSixthOfMay2010OnHours() {
        Bars spy = Recorded.hours("SPY");
        MarketData data = Fixtures.market(spy);
        ReplayWindow day =
                new ReplayWindow(
                        "2010-05-06",
                        "SPY",
                        Instant.parse("2010-05-06T18:00:00Z").toEpochMilli(),
                        Instant.parse("2010-05-06T19:00:00Z").toEpochMilli());
        int at = 0;
        while (spy.openTime()[at] < day.from()) {
            at++;
        }
        assertThat(spy.open()[at]).isEqualTo(114.71);
        assertThat(spy.low()[at]).isEqualTo(106.13);
        assertThat(spy.close()[at]).isEqualTo(111.80);
        Portfolio whole =
                portfolio(
                        Fixtures.holding("SPY", "1", Double.toString(spy.close()[spy.size() - 1])));
        StressOutcome outcome = replay(whole, data, day);
        double before = spy.close()[at - 1];
        assertThat(outcome.metrics().get("loss"))
                .isCloseTo(1 - 106.13 / Math.max(before, spy.high()[at]), within(1e-12));
        assertThat(outcome.metrics().get("final_loss"))
                .isCloseTo(1 - 111.80 / before, within(1e-12));
        assertThat(outcome.metrics().get("loss")).isBetween(0.07, 0.08);
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.PASSED);
        ReplayWindow march =
                new ReplayWindow(
                        "2020-03-12",
                        "SPY",
                        Instant.parse("2020-03-12T13:00:00Z").toEpochMilli(),
                        Instant.parse("2020-03-12T21:00:00Z").toEpochMilli());
        // close to close of the day; the daily series has -9.57 %
        assertThat(replay(whole, data, march).metrics().get("final_loss"))
                .isCloseTo(0.0957, within(0.002));
        List<ReplayWindow> known = ReplayWindow.known("SPY");
        assertThat(known)
                .extracting(ReplayWindow::name)
                .containsExactly("2010-05-06", "2020-03-12");
        assertThat(replay(whole, data, known.get(0)).metrics().get("loss")).isBetween(0.08, 0.10);
        assertThat(replay(whole, data, known.get(1)).metrics().get("final_loss"))
                .isCloseTo(0.0957, within(0.002));
        StressOutcome stopped =
                FlashCrash.replay(
                        profile("aggressive"),
                        whole,
                        StressMarket.recorded(data),
                        day,
                        FlashCrash.Exits.STOPPED,
                        IMPACT);
        assertThat(stopped.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(stopped.notes())
                .contains(
                        Note.of(Note.Code.DEPTH_NOT_RECORDED, "SPY"),
                        Note.of(Note.Code.LATENCY_NOT_RECORDED, "SPY"));
    }

    private static StressOutcome replay(Portfolio whole, MarketData data, ReplayWindow window) {
        return FlashCrash.replay(
                profile("aggressive"),
                whole,
                StressMarket.recorded(data),
                window,
                FlashCrash.Exits.HELD,
                IMPACT);
    }

    /** Raw hours since 2000: IBM's last split, two for one, was on 27 May 1999. */
    private static Bars sinceSplit(String symbol) {
        Bars all = Recorded.hours(symbol);
        int first = 0;
        while (all.openTime()[first] < Instant.parse("2000-01-01T00:00:00Z").toEpochMilli()) {
            first++;
        }
        return all.slice(first, all.size());
    }

    @Test
    void shouldMergeSharesOverTwentyYears() {
        MarketData data = Fixtures.market(sinceSplit("SPY"), sinceSplit("IBM"));
        Portfolio portfolio =
                Valuation.equalWeights(
                                profile("aggressive"),
                                List.of("SPY", "IBM"),
                                new BigDecimal("100000"),
                                data)
                        .accepted()
                        .orElseThrow();
        EquityCurve curve =
                EquityCurves.merge(portfolio, data, Duration.ofDays(8)).accepted().orElseThrow();
        // computed apart from this program, from the same files, by another language
        assertThat(curve.size()).isEqualTo(37_312);
        assertThat(curve.days()).hasSize(5_345);
        assertThat(curve.worstDay().date()).isEqualTo(LocalDate.of(2020, 3, 12));
        assertThat(curve.worstDay().greatestLoss()).isCloseTo(0.022418446002696, within(1e-11));
        assertThat(curve.greatestLeverage()).isCloseTo(0.216004150781558, within(1e-11));
        assertThat(curve.maximumDrawdown().depth()).isCloseTo(0.129545050798715, within(1e-11));
        assertThat(curve.wealth()[curve.size() - 1]).isCloseTo(1.23833053012, within(1e-10));
    }

    @Test
    void shouldWalkTheRecordedBook() {
        StressMarket market = binance();
        Book bids =
                Book.median(market.instrument("BTCUSDT").depth().orElseThrow(), Book.Side.BID)
                        .orElseThrow();
        Book asks =
                Book.median(market.instrument("BTCUSDT").depth().orElseThrow(), Book.Side.ASK)
                        .orElseThrow();
        assertThat(bids.quantity()[3]).isCloseTo(40, within(1.0));
        assertThat(asks.quantity()[3]).isCloseTo(51, within(1.0));
        assertThat(bids.quantity()[5]).isCloseTo(110, within(1.0));
        assertThat(asks.quantity()[5]).isCloseTo(133, within(1.0));
        double before = 0;
        for (String factor : DryLiquidity.FACTORS) {
            StressOutcome outcome =
                    DryLiquidity.test(profile("balanced"), millions("0.1"), market, factor, IMPACT);
            assertThat(outcome.verdict()).isNotEqualTo(StressVerdict.NOT_TESTED);
            double bps = outcome.metrics().get("cost_bps.BTCUSDT");
            assertThat(bps).isGreaterThan(before);
            before = bps;
        }
        StressOutcome all =
                DryLiquidity.test(profile("balanced"), millions("0.1"), market, "1", IMPACT);
        assertThat(all.metrics().get("beyond_book.BTCUSDT")).isZero();
        assertThat(all.metrics().get("cost_bps.BTCUSDT")).isBetween(1.0, 10.0);
        StressOutcome dry =
                DryLiquidity.test(profile("balanced"), millions("0.1"), market, "0.01", IMPACT);
        // a hundredth of 110 BTC is left of the 8.09 that are wanted
        assertThat(dry.metrics().get("beyond_book.BTCUSDT")).isCloseTo(0.86, within(0.01));
    }

    @Test
    void shouldTakeTheClocksApartAsTheySit() {
        DelayDistribution delays =
                DelayDistribution.of(Recorded.latencies("BTCUSDT")).orElseThrow();
        assertThat(delays.baseNanos() / 1e6).isBetween(-1_280.0, -1_268.0);
        assertThat(delays.quantile(0.5) / 1e6).isCloseTo(3.4, within(0.2));
        assertThat(delays.quantile(0.99) / 1e6).isCloseTo(12.2, within(1.0));
        assertThat(delays.quantile(0.999) / 1e6).isCloseTo(26.7, within(3.0));
        assertThat(delays.quantile(1e-9)).isZero();
    }

    @Test
    void shouldDelayExitsOnTheRecordedStream() {
        StressMarket market = binance();
        for (LatencyStress.Kind kind : LatencyStress.Kind.values()) {
            StressOutcome outcome =
                    LatencyStress.test(profile("balanced"), millions("0.1"), market, kind, 11);
            assertThat(outcome.verdict()).isNotEqualTo(StressVerdict.NOT_TESTED);
            Map<String, Double> metrics = outcome.metrics();
            assertThat(metrics.get("decisions.BTCUSDT")).isBetween(600.0, 660.0);
            assertThat(metrics.get("delay_ms_mean.BTCUSDT"))
                    .isGreaterThan(metrics.get("delay_ms_mean_recorded.BTCUSDT"));
            assertThat(metrics.get("slippage_bps_worst.BTCUSDT"))
                    .isGreaterThanOrEqualTo(metrics.get("slippage_bps_worst_recorded.BTCUSDT"));
            assertThat(metrics.get("unwanted_fills.BTCUSDT"))
                    .isGreaterThanOrEqualTo(metrics.get("unwanted_fills_recorded.BTCUSDT"));
            assertThat(outcome)
                    .isEqualTo(
                            LatencyStress.test(
                                    profile("balanced"), millions("0.1"), market, kind, 11));
        }
        StressOutcome stall =
                LatencyStress.test(
                        profile("balanced"), millions("0.1"), market, LatencyStress.Kind.STALL, 11);
        assertThat(stall.metrics().get("slippage_bps_worst.BTCUSDT")).isBetween(3.0, 60.0);
        assertThat(stall.metrics().get("delay_ms_greatest.BTCUSDT")).isBetween(5_000.0, 5_100.0);
    }

    @Test
    void shouldTestNothingOnTradesThatWereNotRecorded() {
        MarketData bare =
                Fixtures.market(
                        Fixtures.bars("BTCUSDT", 0, Fixtures.DAY, Fixtures.constant(20, 61_800)));
        StressOutcome outcome =
                LatencyStress.test(
                        profile("balanced"),
                        millions("0.1"),
                        StressMarket.recorded(bare),
                        LatencyStress.Kind.BASE,
                        1);
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(outcome.notes())
                .containsExactly(Note.of(Note.Code.TRADES_NOT_RECORDED, "BTCUSDT"));
    }

    @Test
    void shouldRunAllAtOnceOnTheRecordedMarket() {
        StressMarket market = binance();
        for (ShockTemplate template : ShockTemplate.values()) {
            StressOutcome outcome =
                    Combined.test(profile("aggressive"), millions("0.1"), market, template, IMPACT);
            assertThat(outcome.verdict()).isNotEqualTo(StressVerdict.NOT_TESTED);
            assertThat(outcome.metrics()).hasSize(17);
            assertThat(outcome.metrics().get("loss.x0.01.raised.venue_up"))
                    .isGreaterThanOrEqualTo(outcome.metrics().get("loss.x1.raised.venue_up"));
            assertThat(outcome.metrics().get("loss_worst")).isGreaterThan(0.001);
        }
    }
}
