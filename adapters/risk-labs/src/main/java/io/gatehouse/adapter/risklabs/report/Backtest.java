package io.gatehouse.adapter.risklabs.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one model's forecasts of value at risk fared on the data.
 *
 * @param observations number of forecasts
 * @param exceptions number of losses beyond the forecast
 * @param tests by name, each once; at least one
 * @param zone of the last 250 forecasts (Basel MAR32.9), where there are so many
 */
public record Backtest(
        String model,
        double level,
        long observations,
        long exceptions,
        List<TestResult> tests,
        Optional<Zone> zone) {

    /** Basel Committee, MAR32.9: green up to 4 exceptions of 250, yellow up to 9, red beyond. */
    public enum Zone {
        GREEN,
        YELLOW,
        RED
    }

    /**
     * One statistical test.
     *
     * @param name such as {@code kupiec} (1995), {@code christoffersen} (1998) or {@code z2}
     *     (Acerbi and Szekely, 2014)
     * @param statistic likelihood ratio or other statistic
     * @param pValue where its distribution is known
     * @param critical the value beyond which the test rejects, where it is judged by one
     * @param rejected whether the test rejects the model
     */
    public record TestResult(
            String name,
            double statistic,
            OptionalDouble pValue,
            OptionalDouble critical,
            boolean rejected) {

        public TestResult {
            Checks.code(name, "test name");
            statistic = Checks.number(statistic, "test statistic");
            pValue = Checks.number(pValue, "p-value");
            pValue.ifPresent(p -> Checks.between(0, 1, p, "p-value"));
            critical = Checks.number(critical, "critical value");
        }
    }

    public Backtest {
        Checks.code(model, "model");
        level = Checks.level(level);
        Checks.count(observations, "observations");
        Checks.count(exceptions, "exceptions");
        Checks.require(observations > 0, "a backtest without forecasts");
        Checks.require(exceptions <= observations, "more exceptions than forecasts");
        tests = Checks.list(tests, 20, "tests");
        Checks.require(!tests.isEmpty(), "a backtest without a test");
        Checks.distinct(tests, TestResult::name, "a test");
        Objects.requireNonNull(zone);
    }

    /** Exceptions that a sound model would have had on average. */
    public double expected() {
        return observations * (1 - level);
    }

    /** Whether the model is rejected: by any test, or by standing in the red zone. */
    public boolean rejected() {
        return tests.stream().anyMatch(TestResult::rejected) || zone.equals(Optional.of(Zone.RED));
    }
}
