package io.gatehouse.adapter.risklabs.portfolio;

import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.DAY;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.HOUR;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.bars;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.holding;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.market;
import static io.gatehouse.adapter.risklabs.portfolio.Fixtures.portfolio;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EquityCurvesTest {

    private static final Offset<Double> TINY = within(1e-12);

    private static EquityCurve curve(Portfolio portfolio, MarketData market) {
        return EquityCurves.merge(portfolio, market, Duration.ofDays(4)).accepted().orElseThrow();
    }

    private static String code(Portfolio portfolio, MarketData market, Duration age) {
        return EquityCurves.merge(portfolio, market, age).findings().stream()
                .map(Finding::code)
                .reduce((a, b) -> a + "," + b)
                .orElse("none");
    }

    @Test
    void shouldMergeInTimeAndCarryTheLastPrice() {
        // A closes at 1, 2, 3 h; B at 2 and 4 h: the curve begins when both are known
        EquityCurve curve =
                curve(
                        portfolio(holding("A", "0.5", "1"), holding("B", "-0.25", "1")),
                        market(bars("A", 0, HOUR, 100, 110, 121), bars("B", 0, 2 * HOUR, 50, 40)));
        assertThat(curve.time()).containsExactly(2 * HOUR, 3 * HOUR, 4 * HOUR);
        assertThat(curve.wealth()[0]).isEqualTo(1);
        assertThat(curve.wealth()[1]).isCloseTo(1 + 0.5 * 0.1, TINY);
        assertThat(curve.wealth()[2]).isCloseTo(1.05 + 0.25 * 0.2, TINY);
        assertThat(curve.leverage()[0]).isCloseTo(0.75, TINY);
        assertThat(curve.leverage()[1]).isCloseTo((0.55 + 0.25) / 1.05, TINY);
        assertThat(curve.leverage()[2]).isCloseTo((0.55 + 0.20) / 1.10, TINY);
        assertThat(curve.greatestLeverage()).isEqualTo(curve.leverage()[1]);
        assertThat(curve.money(2)).isEqualByComparingTo(new BigDecimal("11000.00000000"));
        assertThat(curve.returns()).hasSize(2);
        assertThat(curve.returns()[1]).isCloseTo(1.10 / 1.05 - 1, TINY);
    }

    @Test
    void shouldRestoreTheWeightsBetweenDaysAndNotWithinOne() {
        EquityCurve hours =
                curve(portfolio(holding("A", "1", "1")), market(bars("A", 0, HOUR, 100, 50, 100)));
        assertThat(hours.wealth()).containsExactly(1, 0.5, 1);
        EquityCurve half =
                curve(portfolio(holding("A", "0.5", "1")), market(bars("A", 0, DAY, 100, 50, 100)));
        assertThat(half.wealth()).containsExactly(1, 0.75, 0.75 * 1.5);
    }

    @Test
    void shouldGiveEachDayItsResultAndItsGreatestLoss() {
        double[] closes = new double[48];
        Arrays.fill(closes, 100);
        closes[30] = 80;
        closes[47] = 90;
        EquityCurve curve =
                curve(portfolio(holding("A", "1", "1")), market(bars("A", 0, HOUR, closes)));
        assertThat(curve.days()).hasSize(2);
        EquityCurve.DayResult second = curve.days().get(1);
        assertThat(second.date()).isEqualTo(LocalDate.of(1970, 1, 2));
        assertThat(second.result()).isCloseTo(-0.10, TINY);
        assertThat(second.greatestLoss()).isCloseTo(0.20, TINY);
        assertThat(curve.worstDay()).isEqualTo(second);
        assertThat(curve.maximumDrawdown())
                .isEqualTo(new EquityCurve.Drawdown(1 - 80.0 / 100, 0, 30));
    }

    @Test
    void shouldEndInRuinAndStayThere() {
        EquityCurve curve =
                curve(
                        portfolio(holding("A", "-2", "1")),
                        market(bars("A", 0, HOUR, 100, 160, 10, 10)));
        assertThat(curve.wealth()).containsExactly(1, 0, 0, 0);
        assertThat(curve.ruined()).isTrue();
        assertThat(curve.maximumDrawdown().depth()).isEqualTo(1);
        assertThat(curve.returns()).containsExactly(-1, 0, 0);
    }

    @Test
    void shouldRefusePricesThatAreTooOld() {
        Portfolio both = portfolio(holding("A", "0.5", "1"), holding("B", "0.5", "1"));
        MarketData market =
                market(
                        bars("A", 0, HOUR, Fixtures.constant(10, 100)),
                        bars("B", 0, HOUR, 100, 100));
        assertThat(code(both, market, Duration.ofHours(7))).isEqualTo("price-too-old");
        assertThat(code(both, market, Duration.ofHours(8))).isEqualTo("none");
    }

    @Test
    void shouldRefuseSeriesThatCanNotBeMerged() {
        Portfolio one = portfolio(holding("A", "0.5", "1"));
        Duration age = Duration.ofDays(4);
        assertThat(code(one, market(bars("B", 0, HOUR, 1, 2)), age))
                .isEqualTo("instrument-without-data");
        assertThat(code(one, market(bars("A", 0, HOUR)), age)).isEqualTo("instrument-without-data");
        assertThat(code(one, market(bars("A", 0, HOUR, 1)), age))
                .isEqualTo("series-without-overlap");
        assertThat(code(one, market(bars("A", 0, HOUR, 1, Double.NaN, 2)), age))
                .isEqualTo("series-unusable");
        assertThat(code(one, market(bars("A", 0, HOUR, 1, -1, 2)), age))
                .isEqualTo("series-unusable");
        var twice = bars("A", 0, HOUR, 1, 2, 3);
        twice.openTime()[1] = 0;
        assertThat(code(one, market(twice), age)).isEqualTo("series-unusable");
    }

    @Test
    void shouldPrintDoublesThatReadBackTheSame() {
        long seed = 4_711L;
        Random random = new Random(seed);
        int tried = 0;
        for (int i = 0; i < 20_000; i++) {
            double value =
                    i % 2 == 0 ? random.nextGaussian() : Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertThat(Double.parseDouble(Decimals.text(value)))
                        .as("seed %d, try %d", seed, i)
                        .isEqualTo(value == 0 ? 0.0 : value);
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(19_000);
        assertThat(Decimals.text(0.1)).isEqualTo("0.1");
        assertThat(Decimals.text(100_000)).isEqualTo("100000");
        assertThat(Decimals.text(-0.0)).isEqualTo("0");
        assertThat(Decimals.text(1 / 3.0)).isEqualTo("0.3333333333333333");
        // here runtimes before and after Java 19 print other digits
        assertThat(Decimals.text(2.2250738585072014E-308)).isEqualTo("2.2250738585072014E-308");
        assertThat(Decimals.text(Double.parseDouble("2e23"))).isEqualTo("2E+23");
    }
}
