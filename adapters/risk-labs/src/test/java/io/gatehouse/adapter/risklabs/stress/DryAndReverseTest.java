package io.gatehouse.adapter.risklabs.stress;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.holding;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.portfolio;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.Fixtures;
import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DryAndReverseTest {

    private static final Offset<Double> TINY = within(1e-12);
    private static final SquareRootImpact IMPACT = SquareRootImpact.COSTLY;

    private static StressOutcome dry(RiskProfile profile, Portfolio portfolio, String factor) {
        return DryLiquidity.test(profile, portfolio, CrashTest.market("A"), factor, IMPACT);
    }

    @Test
    void shouldCostWhatTheWalkCosts() {
        // 10 units: 4 at 10 bps and 6 at 20 bps of a tenth of the equity
        StressOutcome outcome =
                dry(profile("balanced"), portfolio(holding("A", "0.1", "100")), "1");
        assertThat(outcome.name()).isEqualTo("dry_liquidity.x1");
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(outcome.metrics().get("cost_bps.A")).isCloseTo(16, TINY);
        assertThat(outcome.metrics().get("beyond_book.A")).isZero();
        assertThat(outcome.judgement().orElseThrow().measured()).isCloseTo(0.1 * 0.0016, TINY);
        assertThat(outcome.judgement().orElseThrow().value()).isEqualTo(0.015);
    }

    @Test
    void shouldSayNotTestedForAPartAndFailedWhenThatPartBreaksAlready() {
        MarketData data =
                MarketData.of(
                        Map.of(
                                "A",
                                CrashTest.market("A").data().instruments().get("A"),
                                "B",
                                Fixtures.instrument(
                                        Fixtures.bars(
                                                "B", 0, Fixtures.DAY, Fixtures.constant(16, 100)))),
                        List.of());
        Portfolio both = portfolio(holding("A", "0.1", "100"), holding("B", "0.1", "100"));
        StressMarket market = StressMarket.recorded(data);
        StressOutcome part = DryLiquidity.test(profile("balanced"), both, market, "1", IMPACT);
        assertThat(part.verdict()).isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(part.notes()).contains(Note.of(Note.Code.DEPTH_NOT_RECORDED, "B"));
        RiskProfile tiny = profile("balanced", "0.0001", "1", "9", "1", "9", "1");
        assertThat(DryLiquidity.test(tiny, both, market, "1", IMPACT).verdict())
                .isEqualTo(StressVerdict.FAILED);
        assertThat(ReverseStress.depth(profile("balanced"), both, market, IMPACT).verdict())
                .isEqualTo(StressVerdict.NOT_TESTED);
        assertThat(
                        ReverseStress.gapAndClose(profile("balanced"), both, market, "1", IMPACT)
                                .verdict())
                .isEqualTo(StressVerdict.NOT_TESTED);
    }

    @Test
    void shouldNeverCostLessInAThinnerBookOrForAGreaterPosition() {
        long seed = 990_017L;
        Random random = new Random(seed);
        int tries = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 5_000;
        int beyond = 0;
        for (int i = 0; i < tries; i++) {
            double[] bands = {1 + random.nextDouble(), 5, 10 + random.nextInt(40)};
            double first = random.nextDouble() * 10;
            double second = first + random.nextDouble() * 10;
            Book book = new Book(bands, new double[] {first, second, second + random.nextDouble()});
            Optional<BarFigures> figures =
                    Optional.of(
                            new BarFigures(
                                    1,
                                    true,
                                    random.nextDouble() / 10,
                                    1 + 500 * random.nextDouble()));
            String sign = random.nextBoolean() ? "" : "-";
            Exposure small = exposure(sign + "0.1", book, figures);
            Exposure large = exposure(sign + "0.2", book, figures);
            double factor = 0.001 + 0.998 * random.nextDouble();
            double thinner = factor * random.nextDouble() + 1e-6;
            Exposure.Closing full = small.close(factor, IMPACT).orElseThrow();
            Exposure.Closing thin = small.close(Math.min(factor, thinner), IMPACT).orElseThrow();
            assertThat(thin.bps())
                    .as("seed %d, try %d", seed, i)
                    .isGreaterThanOrEqualTo(full.bps() - 1e-9);
            assertThat(large.close(factor, IMPACT).orElseThrow().bps())
                    .as("seed %d, try %d", seed, i)
                    .isGreaterThanOrEqualTo(full.bps() - 1e-9);
            beyond += thin.beyond() > 0 ? 1 : 0;
        }
        assertThat(beyond).as("seed %d", seed).isGreaterThan(tries / 4).isLessThan(tries + 1);
    }

    private static Exposure exposure(String weight, Book book, Optional<BarFigures> figures) {
        return new Exposure(
                holding("A", weight, "100"), figures, Optional.of(book), Optional.empty(), false);
    }

    @Test
    void shouldNeverLoseLessByALargerShock() {
        long seed = 42_042L;
        Random random = new Random(seed);
        int tries = 2_000;
        for (int i = 0; i < tries; i++) {
            Portfolio portfolio =
                    portfolio(
                            holding("A", "0." + (1 + random.nextInt(9)), "100"),
                            holding("B", "0." + (1 + random.nextInt(9)), "7"));
            double severity = random.nextDouble();
            ShockPath path =
                    (random.nextBoolean() ? ShockTemplate.MAY_2010 : ShockTemplate.MARCH_2020)
                            .path();
            double mild = held(portfolio, path.scaled(severity * random.nextDouble()));
            double hard = held(portfolio, path.scaled(severity));
            assertThat(hard).as("seed %d, try %d", seed, i).isGreaterThanOrEqualTo(mild);
        }
    }

    private static double held(Portfolio portfolio, ShockPath path) {
        List<CrashRun.Leg> legs =
                portfolio.holdings().values().stream()
                        .map(
                                each ->
                                        new CrashRun.Leg(
                                                new Exposure(
                                                        each,
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        Optional.empty(),
                                                        false),
                                                path))
                        .toList();
        return CrashRun.run(
                        legs,
                        new CrashRun.Plan(
                                java.util.OptionalDouble.empty(),
                                1,
                                LatencySpike.NONE,
                                false,
                                IMPACT))
                .loss();
    }

    @Test
    void shouldFindTheSmallestShockInClosedForm() {
        // half the equity held: a fifth of drawdown breaks at a gap of two fifths
        StressOutcome outcome =
                ReverseStress.gap(
                        profile("aggressive"),
                        portfolio(holding("A", "0.3", "1"), holding("B", "0.2", "1")));
        Map<String, Double> metrics = outcome.metrics();
        assertThat(metrics.get("passing")).isCloseTo(0.4, within(1e-9));
        assertThat(metrics.get("breaking")).isGreaterThan(0.4 - 1e-15);
        assertThat(metrics.get("breaking") - metrics.get("passing"))
                .isPositive()
                .isLessThanOrEqualTo(1e-9);
        // the certificate: both values were computed, one on either side of the limit
        assertThat(metrics.get("passing_loss")).isLessThanOrEqualTo(0.2);
        assertThat(metrics.get("breaking_loss")).isGreaterThan(0.2);
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(outcome.judgement().orElseThrow().distance())
                .isCloseTo(0.4 - (1 - 5678.0 / 7353), within(1e-9));
        StressOutcome full =
                ReverseStress.gap(profile("aggressive"), portfolio(holding("A", "1", "1")));
        assertThat(full.verdict()).isEqualTo(StressVerdict.FAILED);
        assertThat(full.metrics().get("passing")).isCloseTo(0.2, within(1e-9));
    }

    @Test
    void shouldSayWhenNoShockBreaksAndWhenNoneIsNeeded() {
        StressOutcome never =
                ReverseStress.gap(profile("aggressive"), portfolio(holding("A", "0.1", "1")));
        assertThat(never.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(never.judgement().orElseThrow().measured()).isEqualTo(1);
        assertThat(never.notes()).extracting(Note::code).contains(Note.Code.NOT_BROKEN_IN_RANGE);
        RiskProfile tiny = profile("balanced", "0.00001", "1", "9", "1", "9", "0.00001");
        StressOutcome already =
                ReverseStress.gapAndClose(
                        tiny,
                        portfolio(holding("A", "0.1", "100")),
                        CrashTest.market("A"),
                        "1",
                        IMPACT);
        assertThat(already.verdict()).isEqualTo(StressVerdict.FAILED);
        assertThat(already.judgement().orElseThrow().measured()).isZero();
        assertThat(already.notes()).extracting(Note::code).contains(Note.Code.BROKEN_WITHOUT_SHOCK);
    }

    @Test
    void shouldAddWhatClosingCostsToTheGap() {
        RiskProfile profile = profile("aggressive");
        Portfolio half = portfolio(holding("A", "0.5", "100"));
        StressMarket market = CrashTest.market("A");
        StressOutcome outcome = ReverseStress.gapAndClose(profile, half, market, "1", IMPACT);
        double cost = outcome.metrics().get("cost_bps.A") / 10_000;
        // s + (1 - s) c = 0.4
        double expected = (0.4 - cost) / (1 - cost);
        assertThat(outcome.metrics().get("passing")).isCloseTo(expected, within(2e-9));
        assertThat(cost).isPositive();
    }

    @Test
    void shouldFindTheDepthThatBreaksTheDailyLimit() {
        RiskProfile profile = profile("balanced", "0.0002", "1", "9", "1", "9", "0.1");
        Portfolio tenth = portfolio(holding("A", "0.1", "100"));
        StressMarket market = CrashTest.market("A");
        StressOutcome outcome = ReverseStress.depth(profile, tenth, market, IMPACT);
        // flat bars have no volatility and so no impact: 20 bps of a tenth is the most it can cost
        assertThat(outcome.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(outcome.judgement().orElseThrow().measured()).isEqualTo(1e-6);
        assertThat(outcome.notes()).extracting(Note::code).contains(Note.Code.NOT_BROKEN_IN_RANGE);
        RiskProfile stricter = profile("balanced", "0.00018", "1", "9", "1", "9", "0.1");
        StressOutcome failed = ReverseStress.depth(stricter, tenth, market, IMPACT);
        // 4 f at 10 bps and the rest at 20: 20 - 4 f = 18 at f = 0.5
        double passing = failed.metrics().get("passing");
        double breaking = failed.metrics().get("breaking");
        assertThat(passing).isCloseTo(0.5, within(1e-8));
        assertThat(passing - breaking).isPositive().isLessThanOrEqualTo(1e-9);
        assertThat(failed.metrics().get("passing_loss")).isLessThanOrEqualTo(0.00018);
        assertThat(failed.metrics().get("breaking_loss")).isGreaterThan(0.00018);
        assertThat(failed.verdict()).isEqualTo(StressVerdict.FAILED);
        assertThat(failed.judgement().orElseThrow().distance()).isCloseTo(-0.49, within(1e-8));
    }

    @Test
    void shouldEncloseWhateverItSearches() {
        long seed = 5_005L;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            double edge = 1e-5 + random.nextDouble() * 0.99;
            boolean upwards = random.nextBoolean();
            Bisection.Middle middle =
                    random.nextBoolean() ? Bisection.Middle.ARITHMETIC : Bisection.Middle.GEOMETRIC;
            Bisection.Certificate found =
                    Bisection.search(
                            value -> upwards ? value > edge : value < edge,
                            upwards ? 1e-6 : 1,
                            upwards ? 1 : 1e-6,
                            1e-9,
                            middle);
            assertThat(found.state()).isEqualTo(Bisection.State.ENCLOSED);
            assertThat(Math.abs(found.passing() - found.breaking()))
                    .as("seed %d, try %d", seed, i)
                    .isLessThanOrEqualTo(1e-9);
            assertThat(upwards ? found.passing() <= edge : found.passing() >= edge).isTrue();
            assertThat(upwards ? found.breaking() > edge : found.breaking() < edge).isTrue();
            assertThat(found.evaluations()).isBetween(3, 60);
        }
        assertThatThrownBy(() -> Bisection.search(v -> true, 0, 1, 0, Bisection.Middle.ARITHMETIC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNeverGiveAStricterProfileALooserRule() {
        List<RiskProfile> ordered =
                List.of(profile("conservative"), profile("balanced"), profile("aggressive"));
        for (PassRule rule : PassRule.values()) {
            for (int i = 0; i + 1 < ordered.size(); i++) {
                assertThat(rule.judge(ordered.get(i), 0).value())
                        .as("%s", rule)
                        .isLessThanOrEqualTo(rule.judge(ordered.get(i + 1), 0).value());
            }
        }
    }

    @Test
    void shouldRefuseAnOutcomeWhoseVerdictIsNotItsJudgement() {
        Judgement broken = new Judgement("x", Judgement.Bound.AT_MOST, 0.1, 0.2);
        assertThat(broken.distance()).isCloseTo(-0.1, TINY);
        assertThatThrownBy(
                        () ->
                                new StressOutcome(
                                        "x",
                                        StressVerdict.PASSED,
                                        Optional.of(broken),
                                        new TreeMap<>(),
                                        List.of(),
                                        false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StressOutcome.notTested("x", Map.of(), List.of(), false))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Judgement("x", Judgement.Bound.AT_MOST, 0.1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Judgement("x", Judgement.Bound.AT_MOST, 0.1, 0.1).holds()).isTrue();
        assertThat(new Judgement("x", Judgement.Bound.AT_LEAST, 0.1, 0.09).holds()).isFalse();
        Holding one = holding("A", "0.1", "100");
        assertThatThrownBy(
                        () -> new Portfolio("b", BigDecimal.ZERO, new TreeMap<>(Map.of("A", one))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
