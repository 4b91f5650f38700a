package io.gatehouse.adapter.smoke.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.CandleSeries;
import io.gatehouse.adapter.smoke.candle.Instrument;
import io.gatehouse.adapter.smoke.candle.MadeCandles;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.CrossExchange;
import io.gatehouse.adapter.smoke.strategy.Strategies;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Strategies with the faults that make a backtest worthless. */
class FaultyStrategiesTest {

    private static final int SHARE = 200_000;
    private static final int WARM_UP = 10;

    private record Planted(String id, Function<Market, Targets> compute) implements Strategy {

        @Override
        public int version() {
            return 1;
        }

        @Override
        public int warmUp() {
            return WARM_UP;
        }

        @Override
        public JsonObject parameters() {
            return JsonObject.EMPTY;
        }

        @Override
        public Targets targets(Market market) {
            return compute.apply(market);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    private static Targets rows(Market market, Targets.Weight weight) {
        return Targets.of(market.rows(), market.columns(), weight);
    }

    private static Targets tomorrow(Market market) {
        return rows(
                market,
                (row, column) ->
                        SHARE
                                * Long.signum(
                                        market.close(Math.min(row + 1, market.rows() - 1), column)
                                                - market.close(row, column)));
    }

    /** Compares with the mean of all closes, the later ones too. */
    private static Targets normalised(Market market) {
        return rows(
                market,
                (row, column) -> {
                    double sum = 0;
                    for (int i = 0; i < market.rows(); i++) {
                        sum += market.close(i, column);
                    }
                    return market.close(row, column) > sum / market.rows() ? SHARE : -SHARE;
                });
    }

    /** Looks ahead at a single place of the whole series. */
    private static Targets once(Market market) {
        return rows(
                market,
                (row, column) -> {
                    boolean later = row % 40 == 20 && row + 5 < market.rows();
                    return later && market.close(row + 5, column) > market.close(row, column)
                            ? SHARE
                            : row % 40 < 20 ? SHARE / 2 : 0;
                });
    }

    /** A mean that never forgets its first value. */
    private static Targets recursive(Market market) {
        return rows(
                market,
                (row, column) -> market.close(row, column) > market.close(0, column) ? SHARE : 0);
    }

    private static Planted nondeterministic() {
        AtomicInteger calls = new AtomicInteger();
        return new Planted(
                "nondeterministic",
                market -> {
                    int call = calls.incrementAndGet();
                    return rows(market, (row, column) -> (row + call) % 3 == 0 ? SHARE : 0);
                });
    }

    static Stream<Arguments> planted() {
        return Stream.of(
                Arguments.of("look-ahead", new Planted("tomorrow", FaultyStrategiesTest::tomorrow)),
                Arguments.of(
                        "look-ahead", new Planted("normalised", FaultyStrategiesTest::normalised)),
                Arguments.of("look-ahead", new Planted("once", FaultyStrategiesTest::once)),
                Arguments.of(
                        "recursive", new Planted("recursive", FaultyStrategiesTest::recursive)),
                Arguments.of("nondeterministic", nondeterministic()),
                Arguments.of("zero-signals", new Planted("idle", m -> rows(m, (r, c) -> 0))),
                Arguments.of(
                        "zero-signals",
                        new Planted("timid", m -> rows(m, (r, c) -> r % 2 * 19_999))),
                Arguments.of(
                        "zero-trades",
                        new Planted(
                                "late", m -> rows(m, (r, c) -> r == m.rows() - 1 ? SHARE : 0))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("planted")
    void shouldFindThePlantedFault(String code, Strategy strategy) {
        StrategyRun run =
                StrategySmoke.run(strategy, SmokeBench.market(4, 300), WARM_UP, 2, Terms.USUAL);

        assertThat(RunJudge.findings(run)).extracting(Finding::code).contains(code);
    }

    @Test
    void shouldFindNothingInTheStrategiesOfThisBuild() {
        for (Strategy strategy : Strategies.all()) {
            StrategyRun run =
                    StrategySmoke.run(strategy, SmokeBench.market(4, 300), 120, 2, Terms.USUAL);
            assertThat(RunJudge.findings(run)).as(strategy.id()).isEmpty();
            assertThat(run.cuts()).hasSize(BiasChecks.CUTS);
        }
    }

    /** A series that just suffices leaves something to compare behind every later start. */
    @Test
    void shouldCompareLaterStartsOfTheShortestSeriesToo() {
        Market market = SmokeBench.market(4, 120 + StrategySmoke.SHORTEST);
        for (Strategy strategy : Strategies.all()) {
            StrategyRun run = StrategySmoke.run(strategy, market, 120, 1, Terms.USUAL);
            assertThat(run.laterStarts()).as(strategy.id()).allMatch(LaterStart::agrees);
        }
    }

    @Test
    void shouldFindNoSignalOfACrossExchangeStrategyOnOneVenue() {
        List<Instrument> one = SmokeBench.INSTRUMENTS.subList(0, 1);
        Market market = MadeCandles.market(one, 1, SmokeBench.START, SmokeBench.HOUR, 300);
        StrategyRun run = StrategySmoke.run(new CrossExchange(48), market, 48, 1, Terms.USUAL);
        assertThat(RunJudge.findings(run))
                .extracting(Finding::code)
                .containsExactly("zero-signals");
    }

    private static SmokeRun smoke(Market market, Strategy strategy, int cycles) {
        List<DataFile> files =
                market.series().stream().map(s -> new DataFile("x", Digest.ZERO, s)).toList();
        SmokeData data = new SmokeData(files, false, "c", Digest.ZERO, "u");
        return new SmokeRun(data, List.of(strategy), cycles, Terms.USUAL, Optional.empty());
    }

    private static void refuses(SmokeRun run, String code) {
        assertThatThrownBy(run::runs)
                .isInstanceOfSatisfying(
                        SmokeRun.Refused.class,
                        e -> assertThat(e.finding().code()).isEqualTo(code));
    }

    @Test
    void shouldHaveNoReportOfAStrategyThatThrowsOrAnswersForAnotherMarket() {
        Market market = SmokeBench.market(4, 300);
        refuses(
                smoke(
                        market,
                        new Planted(
                                "throwing",
                                m -> {
                                    throw new IllegalStateException("secret");
                                }),
                        1),
                "strategy-failed");
        refuses(
                smoke(market, new Planted("short", m -> Targets.of(1, 1, (r, c) -> 0)), 1),
                "strategy-failed");
        refuses(smoke(market, new Planted("none", m -> null), 1), "strategy-failed");
        refuses(
                smoke(market, new Planted("huge", m -> rows(m, (r, c) -> 10_000_001)), 1),
                "strategy-failed");
    }

    @Test
    void shouldRefuseTooShortASeriesAndTooManyFills() {
        refuses(smoke(SmokeBench.market(4, 60), Strategies.all().get(0), 1), "too-few-candles");
        Planted busy = new Planted("busy", m -> rows(m, (r, c) -> r % 2 * SHARE));
        refuses(smoke(SmokeBench.market(4, 6_000), busy, 1), "too-many-fills");
    }

    @Test
    void shouldRefuseAmountsThatItCannotCountExactly() {
        Instrument tiny = SmokeBench.INSTRUMENTS.get(0);
        List<Candle> candles = new java.util.ArrayList<>();
        for (int i = 0; i < 100; i++) {
            candles.add(new Candle(i * SmokeBench.HOUR, 1, 1, 1, 1, 1));
        }
        Market market = Market.of(List.of(new CandleSeries(tiny, SmokeBench.HOUR, candles)));
        Planted busy = new Planted("busy", m -> rows(m, (r, c) -> r % 2 * SHARE));
        refuses(smoke(market, busy, 1), "out-of-range");
    }
}
