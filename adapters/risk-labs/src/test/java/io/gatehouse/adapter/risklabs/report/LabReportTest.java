package io.gatehouse.adapter.risklabs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabReportTest {

    private final ProfileReport sound = SampleReports.profile("balanced", 0.0032, 0.10, false);

    @Test
    void shouldPassWhenNothingSpeaksAgainstIt() {
        assertThat(sound.reasons()).isEmpty();
        assertThat(sound.verdict()).isEqualTo(Verdict.PASS);
        assertThat(SampleReports.rich().verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void shouldFailWithEachReasonByName() {
        ProfileReport bad = SampleReports.profile("aggressive", 0.016, 0.20, true);

        assertThat(bad.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(bad.reasons().stream().map(Reason::code))
                .containsExactly(
                        "breach:drawdown_limit",
                        "breach:daily_loss_limit",
                        "stress_failed:flash_crash AAPL",
                        "stress_failed:flash_crash SPY",
                        "judging_model_rejected:historical");
        assertThat(SampleReports.failing().verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void shouldFailOnAnyBreach() {
        Breach breach = new Breach("margin_call", Note.of("x", "Margin was called."));
        assertThat(reasons(sound.limits(), sound.stress(), List.of(breach), sound.judging()))
                .containsExactly("breach:margin_call");
    }

    @Test
    void shouldFailWhenARequiredStressTestWasNotDone() {
        List<StressOutcome> stress = new ArrayList<>(sound.stress());
        stress.add(untested("outage", true));
        stress.add(untested("weather", false));
        assertThat(reasons(sound.limits(), stress, List.of(), sound.judging()))
                .containsExactly("stress_not_tested:outage portfolio");
    }

    @Test
    void shouldFailWhenOneOfTheThreeTestsIsMissingOrNotDone() {
        List<StressOutcome> stress = new ArrayList<>(sound.stress());
        stress.removeIf(s -> s.scenario().equals("latency_spike"));
        assertThat(reasons(sound.limits(), stress, List.of(), sound.judging()))
                .containsExactly("stress_not_tested:latency_spike");
        stress.add(untested("latency_spike", false));
        assertThat(reasons(sound.limits(), stress, List.of(), sound.judging()))
                .containsExactly("stress_not_tested:latency_spike portfolio");
    }

    @Test
    void shouldFailWhenARequiredLimitWasNotMeasured() {
        Measure empty =
                new Measure(Unit.FRACTION, Measure.Bound.AT_MOST, 0.1, OptionalDouble.empty());
        List<Limit> limits = new ArrayList<>(sound.limits());
        limits.add(new Limit("gap_limit", empty, true, "o", "1", Note.of("x", "X.")));
        assertThat(reasons(limits, sound.stress(), List.of(), sound.judging()))
                .containsExactly("limit_not_measured:gap_limit");
    }

    @Test
    void shouldFailWithoutAModelThatItsBacktestAccepts() {
        Note why = Note.of("x", "X.");
        assertThat(reasons(sound.limits(), sound.stress(), List.of(), Optional.empty()))
                .containsExactly("no_judging_model:balanced");
        assertThat(judgedBy(new Judging("normal", 0.99, why)))
                .containsExactly("judging_model_rejected:normal");
        assertThat(judgedBy(new Judging("garch", 0.975, why)))
                .containsExactly("judging_model_not_backtested:garch");
    }

    @Test
    void shouldRefuseABrokenLimitThatIsNoBreach() {
        Measure broken = Measure.atMost(Unit.FRACTION, 0.1, 0.11);
        List<Limit> limits = new ArrayList<>(sound.limits());
        limits.add(new Limit("gap_limit", broken, false, "o", "1", Note.of("x", "X.")));
        assertThatThrownBy(() -> reasons(limits, sound.stress(), List.of(), sound.judging()))
                .hasMessage("limit gap_limit is broken but no breach");
    }

    @Test
    void shouldRefuseAnEmptyListOfWhatWasNotTested() {
        LabReport rich = SampleReports.rich();
        assertThatThrownBy(
                        () -> new LabReport(rich.run(), rich.profiles(), rich.quality(), List.of()))
                .hasMessage("the list of what was not tested is empty");
    }

    @Test
    void shouldRefuseAProfileTwiceOrWithAnotherEquity() {
        LabReport rich = SampleReports.rich();
        List<ProfileReport> twice = List.of(sound, sound);
        assertThatThrownBy(() -> new LabReport(rich.run(), twice, List.of(), rich.notTested()))
                .hasMessage("a profile occurs twice");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void shouldRefuseWhatIsNoFiniteNumber(double value) {
        assertThatThrownBy(() -> Estimate.of(value)).hasMessageContaining("finite");
        assertThatThrownBy(() -> Measure.atMost(Unit.MONEY, 1, value))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> new Holding("SPY", value)).hasMessageContaining("finite");
        assertThatThrownBy(() -> EquitySeries.of(new long[] {0, 1}, new double[] {1, value}, 100))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JsonTree().put("x", value)).hasMessageContaining("finite");
    }

    @Test
    void shouldRefuseALimitOfZeroAndFiguresWithoutSamples() {
        assertThatThrownBy(() -> Measure.atMost(Unit.FRACTION, 0, 0))
                .hasMessage("a limit is not more than zero");
        assertThatThrownBy(
                        () ->
                                new Performance(
                                        1,
                                        1,
                                        0,
                                        OptionalDouble.empty(),
                                        0,
                                        0,
                                        0,
                                        Optional.empty(),
                                        0,
                                        0))
                .hasMessage("figures without a single return");
    }

    @Test
    void shouldRefuseShortfallBelowValueAtRisk() {
        assertThatThrownBy(() -> new TailFigure("m", 0.99, Estimate.of(0.02), Estimate.of(0.01)))
                .hasMessage("expected shortfall is less than value at risk");
    }

    @Test
    void shouldRefuseTextThatCouldImitateAnotherLine() {
        for (String text : List.of("a\nb", "a\u001b[0m", "a\u202eb", " ", "\ud800")) {
            assertThatThrownBy(() -> new NotTested(text, Note.of("x", "X.")))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldMeasureDistanceOnTheAllowedSide() {
        Measure most = Measure.atMost(Unit.FRACTION, 0.10, 0.12);
        assertThat(most.broken()).isTrue();
        assertThat(most.distance().getAsDouble()).isCloseTo(-0.02, within());
        assertThat(most.use().getAsDouble()).isCloseTo(1.2, within());
        Measure least = Measure.atLeast(Unit.FRACTION, 0.05, 0.10);
        assertThat(least.broken()).isFalse();
        assertThat(least.distance().getAsDouble()).isCloseTo(0.05, within());
        assertThat(least.use().getAsDouble()).isCloseTo(0.5, within());
        assertThat(Measure.atMost(Unit.FRACTION, 0.1, 0.1).broken()).isFalse();
    }

    @Test
    void shouldKeepTheDeepestFallAndTheEndsWhenThinning() {
        int n = 50_000;
        long[] times = new long[n];
        double[] equity = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli() + 60_000L * i;
            equity[i] = 100 + i % 7;
        }
        equity[31_234] = 12.5;

        EquitySeries thin = EquitySeries.of(times, equity, 200);

        assertThat(thin.times()).hasSizeBetween(100, 200);
        assertThat(thin.original()).isEqualTo(n);
        assertThat(thin.equity()).contains(12.5);
        assertThat(thin.drawdown()).contains(Decimals.rounded(1 - 12.5 / 106));
        assertThat(thin.times().get(0).toEpochMilli()).isEqualTo(times[0]);
        assertThat(thin.times().get(thin.times().size() - 1).toEpochMilli())
                .isEqualTo(times[n - 1]);
    }

    @Test
    void shouldKeepEveryExceptionWhenThinning() {
        int n = 20_000;
        long[] times = new long[n];
        double[] returns = new double[n];
        double[] forecast = new double[n];
        for (int i = 0; i < n; i++) {
            times[i] = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli() + 60_000L * i;
            returns[i] = i % 100 == 7 ? -0.03 : 0.001;
            forecast[i] = 0.02;
        }
        BacktestSeries thin = BacktestSeries.of("garch", 0.99, times, returns, forecast, 600);
        assertThat(thin.exceptions()).hasSize(200);
        assertThat(thin.times()).hasSizeLessThanOrEqualTo(600);
    }

    private static org.assertj.core.data.Offset<Double> within() {
        return org.assertj.core.data.Offset.offset(1e-12);
    }

    private static StressOutcome untested(String scenario, boolean required) {
        return new StressOutcome(
                scenario,
                "portfolio",
                required,
                Optional.empty(),
                new TreeMap<>(),
                List.of(Note.of("x", "No data.")));
    }

    private List<String> judgedBy(Judging judging) {
        return reasons(sound.limits(), sound.stress(), List.of(), Optional.of(judging));
    }

    private List<String> reasons(
            List<Limit> limits,
            List<StressOutcome> stress,
            List<Breach> breaches,
            Optional<Judging> judging) {
        ProfileReport profile =
                new ProfileReport(
                        sound.name(),
                        sound.holdings(),
                        sound.performance(),
                        limits,
                        sound.tails(),
                        judging,
                        sound.backtests(),
                        sound.simulations(),
                        stress,
                        breaches,
                        sound.equity(),
                        sound.backtestSeries());
        assertThat(profile.verdict()).isEqualTo(Verdict.FAIL);
        return profile.reasons().stream().map(Reason::code).toList();
    }
}
