package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskModelTest {

    @Test
    void shouldTakeTheOrderStatisticAndTheExactTailMean() {
        double[] returns = new double[250];
        Arrays.setAll(returns, i -> -((i * 77) % 250 + 1) / 1000.0);

        // losses are 0.001 to 0.250: number ceil(237.5) is 0.238, the tail of 12.5 above it
        TailRisk risk = RiskModel.HISTORICAL.estimate(returns, Level.P95);

        double tail = 0;
        for (int loss = 239; loss <= 250; loss++) {
            tail += loss / 1000.0;
        }
        assertThat(risk.valueAtRisk()).isEqualTo(0.238);
        assertThat(risk.expectedShortfall()).isCloseTo((tail + 0.5 * 0.238) / 12.5, within(1e-15));
    }

    @Test
    void shouldAgreeWithSlowWindows() {
        double[] returns = normal(4, 700);
        // equal values and both zeros must not confuse the sorted window
        for (int i = 0; i < returns.length; i += 3) {
            returns[i] = Math.rint(returns[i]) * (i % 2 == 0 ? 1 : -1);
        }
        for (int window : new int[] {20, 37, 250}) {
            for (RiskModel model : List.of(RiskModel.HISTORICAL, RiskModel.NORMAL)) {
                RollingBacktest.Run run =
                        RollingBacktest.run(model, returns, window, Level.REPORTED);
                for (int i = 0; i < returns.length - window; i++) {
                    double[] past = Arrays.copyOfRange(returns, i, i + window);
                    for (LevelBacktest level : run.levels()) {
                        TailRisk slow = slow(model, past, level.level());
                        assertThat(level.valueAtRisk()[i])
                                .isCloseTo(slow.valueAtRisk(), within(1e-12));
                        assertThat(level.expectedShortfall()[i])
                                .isCloseTo(slow.expectedShortfall(), within(1e-12));
                        assertThat(level.exceptions()[i])
                                .isEqualTo(-returns[i + window] > level.valueAtRisk()[i]);
                    }
                }
            }
        }
    }

    @Test
    void shouldForecastFromThePastAlone() {
        double[] returns = normal(8, 600);
        double[] changed = returns.clone();
        changed[400] = -50;
        for (RiskModel model : RiskModel.values()) {
            double[] before = at99(model, returns);
            double[] after = at99(model, changed);
            int first = 400 - 250;
            assertThat(Arrays.copyOf(after, first + 1))
                    .as(model.name())
                    .isEqualTo(Arrays.copyOf(before, first + 1));
            assertThat(after[first + 1]).as(model.name()).isNotEqualTo(before[first + 1]);
        }
    }

    @Test
    void shouldKeepTheSumsOfAMovingWindowExact() {
        double[] returns = normal(2, 20_000);
        returns[300] = 1e6;
        RollingBacktest.Run run =
                RollingBacktest.run(RiskModel.NORMAL, returns, 250, Level.REPORTED);

        double[] last = Arrays.copyOfRange(returns, returns.length - 250, returns.length);
        assertThat(run.next().get(0).valueAtRisk())
                .isCloseTo(slow(RiskModel.NORMAL, last, Level.P95).valueAtRisk(), within(1e-12));
    }

    @Test
    void shouldOrderLevelsAndKeepUnitsOnAnySeries() {
        int tried = 0;
        for (int seed = 0; seed < 60; seed++) {
            PathRandom random = new PathRandom(77, seed);
            double[] returns = new double[150 + random.below(400)];
            double scale = StrictMath.exp(10 * random.unit() - 9);
            double shape = random.unit();
            Arrays.setAll(
                    returns,
                    i -> scale * random.normal() * (random.unit() < 0.05 ? 1 + 9 * shape : 1));
            double[] doubled = Arrays.stream(returns).map(r -> 2 * r).toArray();
            for (RiskModel model : RiskModel.values()) {
                List<TailRisk> risks = model.estimate(returns, Level.REPORTED);
                List<TailRisk> twice = model.estimate(doubled, Level.REPORTED);
                for (int i = 0; i < risks.size(); i++) {
                    TailRisk risk = risks.get(i);
                    assertThat(risk.expectedShortfall())
                            .as("seed 77/%d %s", seed, model)
                            .isGreaterThanOrEqualTo(risk.valueAtRisk());
                    if (i > 0) {
                        assertThat(risk.valueAtRisk())
                                .isGreaterThanOrEqualTo(risks.get(i - 1).valueAtRisk());
                    }
                    assertThat(twice.get(i).valueAtRisk())
                            .isCloseTo(2 * risk.valueAtRisk(), within(1e-9 * scale));
                    tried++;
                }
            }
        }
        assertThat(tried).isEqualTo(60 * RiskModel.values().length * 3);
    }

    @Test
    void shouldTakeAConstantSeriesWhereTheModelDoes() {
        double[] constant = new double[300];
        Arrays.fill(constant, 0.01);

        assertThat(RiskModel.HISTORICAL.estimate(constant, Level.P99))
                .isEqualTo(new TailRisk(Level.P99, -0.01, -0.01));
        assertThat(RiskModel.NORMAL.estimate(constant, Level.P99).valueAtRisk())
                .isCloseTo(-0.01, within(1e-15));
        assertThatThrownBy(() -> RiskModel.GARCH.estimate(constant, Level.P99))
                .hasMessageContaining("without variation");
    }

    @Test
    void shouldRefuseOneValueAndHolesWithEveryModel() {
        double[] hole = normal(1, 300);
        hole[299] = Double.NaN;
        double[] infinite = normal(1, 300);
        infinite[0] = Double.NEGATIVE_INFINITY;
        for (RiskModel model : RiskModel.values()) {
            assertThatThrownBy(() -> model.estimate(new double[] {0.1}, Level.P95))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> model.estimate(hole, Level.P95))
                    .hasMessageContaining("value 299");
            assertThatThrownBy(() -> model.estimate(infinite, Level.P95))
                    .hasMessageContaining("value 0");
            assertThatThrownBy(() -> RollingBacktest.run(model, hole, 250, Level.REPORTED))
                    .hasMessageContaining("value 299");
            assertThatThrownBy(() -> RollingBacktest.run(model, hole, 19, Level.REPORTED))
                    .hasMessageContaining("window");
            assertThatThrownBy(() -> RollingBacktest.run(model, hole, 250, 249, Level.REPORTED))
                    .hasMessageContaining("before the window");
        }
    }

    private static double[] at99(RiskModel model, double[] returns) {
        return RollingBacktest.run(model, returns, 250, Level.REPORTED).at(Level.P99).valueAtRisk();
    }

    private static TailRisk slow(RiskModel model, double[] past, Level level) {
        if (model == RiskModel.NORMAL) {
            Moments moments = Moments.of(past);
            return Normal.tailRisk(level, moments.mean(), moments.standardDeviation());
        }
        double[] losses = Arrays.stream(past).map(r -> -r).sorted().toArray();
        int n = losses.length;
        int order = (n * level.perMille() + 999) / 1000;
        double mass = n * (1 - level.probability());
        double tail = 0;
        double left = mass;
        for (int i = n - 1; left > 1e-12; i--) {
            tail += losses[i] * Math.min(1, left);
            left -= 1;
        }
        return new TailRisk(level, losses[order - 1], tail / mass);
    }

    private static double[] normal(long seed, int count) {
        PathRandom random = new PathRandom(seed, 0);
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.normal());
        return values;
    }
}
