package io.gatehouse.adapter.risklabs.stress;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.holding;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.portfolio;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.Fixtures;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.stress.ShockPath.Pause;
import io.gatehouse.adapter.risklabs.stress.ShockPath.Point;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CrashTest {

    private static final Offset<Double> TINY = within(1e-12);

    /** Down a tenth in ten seconds, a pause of two, and back up by half; the book thins to half. */
    private static final ShockPath PATH =
            new ShockPath(
                    List.of(
                            new Point(0, 1, 1),
                            new Point(10_000, 0.9, 0.5),
                            new Point(20_000, 0.95, 0.5)),
                    List.of(new Pause(5_000, 7_000)));

    /**
     * 16 days at 100 with a range of 1: at one range the stop is a hundredth away; 10 units held, 4
     * at 10 bps and 16 at 20 bps in the book; delays of 100 ms.
     */
    static StressMarket market(String symbol) {
        MarketData.Instrument instrument =
                Fixtures.instrument(
                        Fixtures.bars(symbol, 0, Fixtures.DAY, Fixtures.constant(16, 100)),
                        Made.depth(symbol, 4, 16),
                        null,
                        Made.latencies(symbol, 0, 100));
        return StressMarket.recorded(MarketData.of(Map.of(symbol, instrument), List.of()));
    }

    private static CrashRun.Result run(Portfolio portfolio, CrashRun.Plan plan) {
        return CrashRun.run(
                portfolio.holdings().values().stream()
                        .map(each -> new CrashRun.Leg(Exposure.of(each, market("A")), PATH))
                        .toList(),
                plan);
    }

    private static CrashRun.Plan plan(
            double stop, double factor, LatencySpike spike, boolean down) {
        return new CrashRun.Plan(
                stop == 0 ? OptionalDouble.empty() : OptionalDouble.of(stop),
                factor,
                spike,
                down,
                SquareRootImpact.COSTLY);
    }

    @Test
    void shouldReadThePathBetweenItsPoints() {
        assertThat(PATH.price(5_000)).isCloseTo(0.95, TINY);
        assertThat(PATH.depth(5_000)).isCloseTo(0.75, TINY);
        assertThat(PATH.price(15_000)).isCloseTo(0.925, TINY);
        assertThat(PATH.price(99_000)).isEqualTo(0.95);
        assertThat(PATH.reaches(1, 0.05).orElseThrow()).isBetween(5_000L, 5_001L);
        assertThat(PATH.reaches(1, 0.1)).hasValue(10_000);
        assertThat(PATH.reaches(1, 0.11)).isEmpty();
        assertThat(PATH.reaches(-1, 0.01)).isEmpty();
        assertThat(PATH.reaches(1, 0)).hasValue(0);
        assertThat(PATH.worst(1)).isEqualTo(10_000);
        assertThat(PATH.open(4_999)).isEqualTo(4_999);
        assertThat(PATH.open(5_000)).isEqualTo(7_000);
        assertThat(PATH.open(7_000)).isEqualTo(7_000);
        assertThat(PATH.mirrored().price(10_000)).isCloseTo(1.1, TINY);
        assertThat(PATH.scaled(2).price(10_000)).isCloseTo(0.8, TINY);
        assertThatThrownBy(() -> PATH.scaled(11)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldThroughTheCrash() {
        CrashRun.Result result =
                run(portfolio(holding("A", "0.1", "100")), plan(0, 1, LatencySpike.NONE, false));
        assertThat(result.loss()).isCloseTo(0.01, TINY);
        assertThat(result.finalLoss()).isCloseTo(0.005, TINY);
        CrashRun.Result shortSale =
                run(portfolio(holding("A", "-0.1", "100")), plan(0, 1, LatencySpike.NONE, false));
        assertThat(shortSale.loss()).isCloseTo(1 - 1.005 / 1.01, TINY);
        assertThat(shortSale.finalLoss()).isCloseTo(-0.005, TINY);
    }

    @Test
    void shouldExitIntoTheReducedBookAfterTheRaisedDelay() {
        // triggered at 1,000 ms, there at 1,100 ms: price 0.989, depth 0.945, so 3.78 units at
        // 10 bps and 6.22 at 20 bps
        CrashRun.Result result =
                run(portfolio(holding("A", "0.1", "100")), plan(1, 1, LatencySpike.NONE, false));
        double bps = (3.78 * 10 + 6.22 * 20) / 10;
        assertThat(result.whole()).isTrue();
        assertThat(result.metrics())
                .containsEntry("stop_triggered_ms.A", 1_000.0)
                .containsEntry("stop_executed_ms.A", 1_100.0);
        assertThat(result.metrics().get("stop_cost_bps.A")).isCloseTo(bps, within(1e-9));
        double loss = 0.1 * (1 - 0.989 * (1 - bps / 10_000));
        assertThat(result.loss()).isCloseTo(loss, within(1e-9));
        assertThat(result.finalLoss()).isCloseTo(loss, within(1e-9));
    }

    @Test
    void shouldWaitForTheEndOfAPauseAndOfAnOutage() {
        Portfolio one = portfolio(holding("A", "0.1", "100"));
        // at five ranges the stop falls into the pause, which ends at 7,000 ms
        CrashRun.Result paused = run(one, plan(5, 1, LatencySpike.NONE, false));
        assertThat(paused.metrics()).containsEntry("stop_executed_ms.A", 7_000.0);
        CrashRun.Result down = run(one, plan(1, 1, LatencySpike.NONE, true));
        assertThat(down.metrics()).containsEntry("stop_executed_ms.A", 10_000.0);
        assertThat(down.loss()).isGreaterThan(0.01);
        CrashRun.Result stalled =
                run(
                        one,
                        plan(
                                1,
                                1,
                                new LatencySpike(
                                        java.time.Duration.ZERO,
                                        1,
                                        java.time.Duration.ofSeconds(2)),
                                false));
        assertThat(stalled.metrics()).containsEntry("stop_executed_ms.A", 3_100.0);
    }

    @Test
    void shouldSayWhenAStopIsNotReached() {
        CrashRun.Result result =
                run(portfolio(holding("A", "0.1", "100")), plan(11, 1, LatencySpike.NONE, false));
        assertThat(result.whole()).isTrue();
        assertThat(result.loss()).isCloseTo(0.01, TINY);
        assertThat(result.notes()).contains(Note.of(Note.Code.STOP_NOT_REACHED, "A"));
    }

    @Test
    void shouldKeepTheFiguresOfThePublishedCrashes() {
        ShockPath may = ShockTemplate.MAY_2010.path();
        assertThat(may.price(180_000)).isEqualTo(0.97);
        assertThat(may.price(268_000) / may.price(253_000)).isCloseTo(1 - 0.017, TINY);
        assertThat(may.price(268_000)).isEqualTo(0.95);
        assertThat(may.depth(268_000)).isEqualTo(0.01);
        assertThat(may.depth(134_000)).isCloseTo((1 - 0.99 * 134 / 268), within(2e-3));
        assertThat(may.open(268_000) - 268_000).isEqualTo(5_000);
        ShockPath march = ShockTemplate.MARCH_2020.path();
        assertThat(1 - march.price(45 * 60_000)).isCloseTo(0.228, within(5e-4));
        assertThat(1 - march.price(16 * 3_600_000)).isCloseTo(0.459, within(5e-4));
        assertThat(1 - march.price(march.end())).isCloseTo(0.511, within(5e-4));
        for (ShockTemplate each : ShockTemplate.values()) {
            assertThat(each.assumptions()).isNotEmpty();
        }
    }

    @Test
    void shouldJudgeATemplateByTheProfilesDrawdown() {
        Portfolio tenth = portfolio(holding("A", "0.1", "100"));
        StressOutcome held =
                FlashCrash.template(
                        profile("conservative"),
                        tenth,
                        market("A"),
                        ShockTemplate.MARCH_2020,
                        FlashCrash.Exits.HELD,
                        SquareRootImpact.COSTLY);
        double loss = 0.1 * (1 - 3596.0 / 7353);
        assertThat(held.verdict()).isEqualTo(StressVerdict.FAILED);
        assertThat(held.name()).isEqualTo("flash_crash.2020-03-12.held");
        assertThat(held.judgement().orElseThrow().limit()).isEqualTo("hard_drawdown_pct");
        assertThat(held.judgement().orElseThrow().distance()).isCloseTo(0.05 - loss, TINY);
        assertThat(held.notes()).contains(Note.of(Note.Code.DAILY_LIMIT_EXCEEDED, "conservative"));
        StressOutcome looser =
                FlashCrash.template(
                        profile("aggressive"),
                        tenth,
                        market("A"),
                        ShockTemplate.MARCH_2020,
                        FlashCrash.Exits.HELD,
                        SquareRootImpact.COSTLY);
        assertThat(looser.verdict()).isEqualTo(StressVerdict.PASSED);
        StressOutcome stopped =
                FlashCrash.template(
                        profile("conservative"),
                        tenth,
                        market("A"),
                        ShockTemplate.MARCH_2020,
                        FlashCrash.Exits.STOPPED,
                        SquareRootImpact.COSTLY);
        assertThat(stopped.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(stopped.metrics().get("held_loss")).isCloseTo(loss, TINY);
        assertThat(stopped.metrics().get("loss")).isBetween(0.001, 0.002);
    }

    @Test
    void shouldTurnThePathUpsideDownForAShortPortfolio() {
        StressOutcome outcome =
                FlashCrash.template(
                        profile("aggressive"),
                        portfolio(holding("A", "-0.1", "100")),
                        market("A"),
                        ShockTemplate.MAY_2010,
                        FlashCrash.Exits.HELD,
                        SquareRootImpact.COSTLY);
        assertThat(outcome.metrics().get("loss")).isCloseTo(0.005, TINY);
        assertThat(outcome.notes()).contains(Note.of(Note.Code.MIRRORED, "book"));
    }

    @Test
    void shouldNotTestStopsWithoutDepthOrLatency() {
        MarketData bare =
                Fixtures.market(Fixtures.bars("A", 0, Fixtures.DAY, Fixtures.constant(16, 100)));
        StressMarket recorded = StressMarket.recorded(bare);
        Portfolio tenth = portfolio(holding("A", "0.1", "100"));
        StressOutcome outcome = stopped(tenth, recorded);
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(outcome.judgement()).isEmpty();
        assertThat(outcome.notes())
                .contains(
                        Note.of(Note.Code.DEPTH_NOT_RECORDED, "A"),
                        Note.of(Note.Code.LATENCY_NOT_RECORDED, "A"));
        assertThat(outcome.metrics()).containsKey("held_loss").doesNotContainKey("loss");
        StressMarket handedIn =
                recorded.withSyntheticDepth(Made.depth("A", 4, 16))
                        .withSyntheticLatencies(Made.latencies("A", 0, 100));
        StressOutcome synthetic = stopped(tenth, handedIn);
        assertThat(synthetic.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(synthetic.synthetic()).isTrue();
        assertThat(synthetic.notes()).contains(Note.of(Note.Code.SYNTHETIC, "A"));
        assertThat(stopped(tenth, market("A")).synthetic()).isFalse();
        assertThatThrownBy(() -> handedIn.withSyntheticDepth(Made.depth("A", 4, 16)))
                .isInstanceOf(IllegalArgumentException.class);
        StressOutcome combined =
                Combined.test(
                        profile("balanced"),
                        tenth,
                        recorded,
                        ShockTemplate.MAY_2010,
                        SquareRootImpact.COSTLY);
        assertThat(combined.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
    }

    private static StressOutcome stopped(Portfolio portfolio, StressMarket market) {
        return FlashCrash.template(
                profile("balanced"),
                portfolio,
                market,
                ShockTemplate.MAY_2010,
                FlashCrash.Exits.STOPPED,
                SquareRootImpact.COSTLY);
    }

    @Test
    void shouldJudgeTheWorstOfAllAtOnce() {
        Portfolio tenth = portfolio(holding("A", "0.1", "100"));
        StressOutcome combined =
                Combined.test(
                        profile("balanced"),
                        tenth,
                        market("A"),
                        ShockTemplate.MARCH_2020,
                        SquareRootImpact.COSTLY);
        assertThat(combined.metrics()).hasSize(4 * 2 * 2 + 1);
        double worst = combined.metrics().get("loss_worst");
        assertThat(combined.metrics().values()).allMatch(loss -> loss <= worst);
        assertThat(combined.metrics().get("loss.x0.01.stalled.venue_down")).isEqualTo(worst);
        // the venue is back at the low, where the price is less than half
        assertThat(worst).isGreaterThan(0.1 * (1 - 3596.0 / 7353));
        assertThat(combined.judgement().orElseThrow().measured()).isEqualTo(worst);
        double calm = stopped(tenth, market("A")).metrics().get("loss");
        assertThat(worst).isGreaterThan(calm);
    }

    @Test
    void shouldReplayAWindowOnOwnBarsOrThoseOfAnother() {
        double[] closes = {100, 100, 80, 90, 100};
        MarketData data =
                Fixtures.market(
                        Fixtures.bars("A", 0, Fixtures.HOUR, closes),
                        Fixtures.bars("B", 50 * Fixtures.HOUR, Fixtures.HOUR, 1, 1));
        ReplayWindow window = new ReplayWindow("w", "A", 2 * Fixtures.HOUR, 4 * Fixtures.HOUR);
        Portfolio both = portfolio(holding("A", "0.1", "100"), holding("B", "0.1", "1"));
        StressOutcome outcome = replay(both, data, window);
        // from half a unit over 100 to half a unit under 80, against the close of 100 before
        assertThat(outcome.metrics().get("loss"))
                .isCloseTo(1 - (1 - 0.2 * 0.205) / (1 + 0.2 * 0.005), TINY);
        assertThat(outcome.metrics().get("final_loss")).isCloseTo(0.2 * 0.1, TINY);
        assertThat(outcome.notes()).contains(new Note(Note.Code.PROXY, "B", "A"));
        StressOutcome none = replay(both, data, new ReplayWindow("w", "A", -9, 0));
        assertThat(none.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(none.notes()).contains(Note.of(Note.Code.WINDOW_NOT_RECORDED, "A"));
    }

    private static StressOutcome replay(Portfolio both, MarketData data, ReplayWindow window) {
        return FlashCrash.replay(
                profile("balanced"),
                both,
                StressMarket.recorded(data),
                window,
                FlashCrash.Exits.HELD,
                SquareRootImpact.COSTLY);
    }
}
