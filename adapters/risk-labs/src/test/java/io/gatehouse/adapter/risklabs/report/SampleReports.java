package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Backtest.TestResult;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;

/** Reports with invented but plausible figures, the same at each call. */
final class SampleReports {

    static final Instant MADE = Instant.parse("2026-11-20T12:00:00Z");

    private static final long DAY = 86_400_000;
    private static final long START = Instant.parse("2017-01-02T00:00:00Z").toEpochMilli();

    private static final LabReport RICH = makeRich();
    private static final LabReport FAILING = makeFailing();

    private SampleReports() {}

    /** All profiles, two instruments, everything there; passes. */
    static LabReport rich() {
        return RICH;
    }

    private static LabReport makeRich() {
        List<ProfileReport> profiles = new ArrayList<>();
        profiles.add(profile("conservative", 0.0018, 0.05, false));
        profiles.add(profile("balanced", 0.0032, 0.10, false));
        profiles.add(profile("aggressive", 0.0050, 0.20, false));
        profiles.add(profile("manual", 0.0026, 0.08, false));
        return new LabReport(
                run("lab-2026-11-20", List.of("AAPL", "SPY"), false), profiles, findings(), gaps());
    }

    /** One profile of it fails in several ways. */
    static LabReport failing() {
        return FAILING;
    }

    private static LabReport makeFailing() {
        LabReport rich = rich();
        List<ProfileReport> profiles = new ArrayList<>(rich.profiles());
        profiles.set(2, profile("aggressive", 0.016, 0.20, true));
        return new LabReport(rich.run(), profiles, rich.quality(), rich.notTested());
    }

    /** Over invented series. */
    static LabReport synthetic() {
        LabReport rich = rich();
        return new LabReport(
                run("lab-synthetic", List.of("BTCUSDT", "ETHUSDT"), true),
                rich.profiles(),
                List.of(
                        new QualityFinding(
                                QualityFinding.Severity.NOTICE,
                                "BTCUSDT",
                                Note.of("synthetic-series", "Made up from seed 42.", "42"))),
                rich.notTested());
    }

    /** As little as a report can be. */
    static LabReport minimal() {
        ProfileReport full = profile("manual", 0.002, 0.10, false);
        ProfileReport least =
                new ProfileReport(
                        "manual",
                        List.of(),
                        full.performance(),
                        full.limits().subList(0, 1),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new EquitySeries(
                                full.equity().times().subList(0, 2),
                                List.of(100_000.0, 100_000.0),
                                List.of(0.0, 0.0),
                                2),
                        Optional.empty());
        Run run = run("m", List.of("SPY"), false);
        Run bare =
                new Run(
                        "m",
                        MADE,
                        "default",
                        new TreeMap<>(),
                        0,
                        0,
                        0,
                        100_000,
                        run.configuration(),
                        new TreeMap<>(),
                        List.of(),
                        run.instruments());
        return new LabReport(bare, List.of(least), List.of(), gaps().subList(0, 1));
    }

    /** Something of everything, but short, so that thousands of it can be read. */
    static LabReport small() {
        ProfileReport full = failing().profiles().get(2);
        EquitySeries equity = full.equity();
        EquitySeries few =
                new EquitySeries(
                        equity.times().subList(0, 4),
                        equity.equity().subList(0, 4),
                        equity.drawdown().subList(0, 4),
                        4);
        BacktestSeries series = full.backtestSeries().orElseThrow();
        BacktestSeries fewer =
                new BacktestSeries(
                        series.model(),
                        series.level(),
                        series.times().subList(0, 4),
                        series.returns().subList(0, 4),
                        series.valueAtRisk().subList(0, 4),
                        2_400);
        ProfileReport profile =
                new ProfileReport(
                        full.name(),
                        full.holdings(),
                        full.performance(),
                        full.limits().subList(0, 2),
                        full.tails().subList(0, 1),
                        full.judging(),
                        full.backtests().subList(0, 2),
                        full.simulations().subList(1, 2),
                        full.stress().subList(5, 9),
                        full.breaches(),
                        few,
                        Optional.of(fewer));
        return new LabReport(run("s", List.of("SPY"), true), List.of(profile), findings(), gaps());
    }

    /** Names as long as they may be, and twenty instruments. */
    static LabReport extreme() {
        String endless =
                "Za\u017c\u00f3\u0142\u0107g\u0119\u015bl\u0105ja\u017a\u0144"
                        .repeat(14)
                        .substring(0, 190);
        String words =
                "D\u0142uga nazwa z wieloma s\u0142owami i \u7535 \ud83d\ude80 ".repeat(5).strip();
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            symbols.add((i % 2 == 0 ? endless : words) + "-" + (char) ('A' + i));
        }
        symbols.sort(null);
        ProfileReport base = profile("balanced", 0.0032, 0.10, false);
        List<StressOutcome> stress = new ArrayList<>();
        Note note = Note.of("of-nobody", (words + " ").repeat(8).strip() + "W".repeat(400));
        for (String symbol : symbols) {
            for (String scenario : StressOutcome.STANDARD) {
                stress.add(outcome(scenario, symbol, 0.04, 0.1, List.of(note)));
            }
        }
        List<Holding> holdings = symbols.stream().map(s -> new Holding(s, 0.05)).toList();
        Limit limit =
                new Limit(
                        "x".repeat(80),
                        Measure.atMost(Unit.MONEY, 123_456_789_012.5, 1_234_567.25),
                        true,
                        endless,
                        words,
                        Note.of("of-nobody", "i".repeat(2_000)));
        List<Limit> limits = new ArrayList<>(base.limits());
        limits.add(limit);
        ProfileReport profile =
                new ProfileReport(
                        "p".repeat(80),
                        holdings,
                        base.performance(),
                        limits,
                        base.tails(),
                        base.judging(),
                        base.backtests(),
                        base.simulations(),
                        stress,
                        List.of(),
                        base.equity(),
                        base.backtestSeries());
        List<NotTested> gaps = new ArrayList<>(gaps());
        gaps.add(new NotTested(endless, note));
        return new LabReport(run(endless, symbols, false), List.of(profile), findings(), gaps);
    }

    static Run run(String id, List<String> symbols, boolean synthetic) {
        TreeMap<String, String> versions = new TreeMap<>();
        versions.put("gatehouse", "0.1.0");
        versions.put("duckdb", "1.5.6.0");
        versions.put("hipparchus", "4.0.3");
        List<DataSource> sources = new ArrayList<>();
        List<Instrument> instruments = new ArrayList<>();
        for (String symbol : symbols) {
            for (int month = 1; month <= 3 && !synthetic; month++) {
                String path = "ohlcv/" + symbol + "/1d/year=2026/month=0" + month + "/data.parquet";
                Digest digest = Digest.sha384(path.getBytes(StandardCharsets.UTF_8));
                sources.add(new DataSource(path, digest, 41_000 + 37L * month, false));
            }
            instruments.add(
                    new Instrument(
                            symbol,
                            "1d",
                            Instant.ofEpochMilli(START),
                            Instant.ofEpochMilli(START + 2_399 * DAY),
                            2_400,
                            synthetic));
        }
        return new Run(
                id,
                MADE,
                "default",
                versions,
                20_261_120,
                100_000,
                390,
                100_000,
                DigestPair.of("risk_profiles: {}".getBytes(StandardCharsets.UTF_8)),
                new TreeMap<>(Map.of("seed", "20261120", "symbols", "SPY,IBM")),
                sources,
                instruments);
    }

    /** The profile's equity is a random walk with calm and rough years. */
    static ProfileReport profile(String name, double deviation, double allowed, boolean bad) {
        Random random = new Random(name.hashCode());
        int n = 2_400;
        long[] times = new long[n];
        double[] equity = new double[n];
        double[] returns = new double[n];
        double[] forecast = new double[n];
        double value = 100_000;
        double variance = deviation * deviation;
        double peak = value;
        double deepest = 0;
        double worst = 0;
        int worstDay = 0;
        long exceptions = 0;
        long wet = 0;
        for (int i = 0; i < n; i++) {
            boolean rough = (i > 1_150 && i < 1_200) || (i > 1_900 && i < 1_930);
            double scale = rough ? 1.2 : 1;
            forecast[i] = 2.45 * Math.sqrt(variance);
            double draw = random.nextGaussian();
            returns[i] =
                    deviation / 34
                            + Math.sqrt(variance)
                                    * scale
                                    * draw
                                    * (random.nextInt(60) == 0 ? 1.8 : 1);
            double shock = Math.min(returns[i] * returns[i], 9 * deviation * deviation);
            variance = 0.03 * deviation * deviation + 0.07 * shock + 0.89 * variance;
            value *= 1 + returns[i];
            times[i] = START + i * DAY;
            equity[i] = value;
            peak = Math.max(peak, value);
            wet += value < peak ? 1 : 0;
            deepest = Math.max(deepest, 1 - value / peak);
            if (-returns[i] > worst) {
                worst = -returns[i];
                worstDay = i;
            }
            exceptions += -returns[i] > forecast[i] ? 1 : 0;
        }
        double limit = bad ? deepest * 0.8 : Math.max(allowed, deepest * 1.12);
        Performance performance =
                new Performance(
                        100_000,
                        value,
                        n,
                        OptionalDouble.of(StrictMath.pow(value / 100_000, 365.25 / n) - 1),
                        deviation * Math.sqrt(365) * 1.06,
                        deepest,
                        worst,
                        Optional.of(LocalDate.ofEpochDay(START / DAY + worstDay)),
                        214,
                        wet / (double) n);
        List<Breach> breaches = new ArrayList<>();
        if (bad) {
            breaches.add(
                    new Breach(
                            "drawdown_limit",
                            Note.of("limit-exceeded", "Measured beyond.", "31 %", "20 %")));
            breaches.add(
                    new Breach(
                            "daily_loss_limit",
                            Note.of("one-bad-day", "One day lost more than a day may lose.")));
        }
        String judge = bad ? "historical" : "garch";
        return new ProfileReport(
                name,
                List.of(new Holding("AAPL", 0.18), new Holding("SPY", 0.42)),
                performance,
                limits(limit, worst, bad, performance.realizedVolatility()),
                tails(deviation),
                Optional.of(
                        new Judging(
                                judge,
                                0.99,
                                Note.of("judging-not-rejected", "First that is not rejected."))),
                backtests(n - 250, exceptions, bad),
                simulations(random, deviation),
                stress(allowed, bad),
                breaches,
                EquitySeries.of(times, equity, 600),
                Optional.of(BacktestSeries.of("garch", 0.99, times, returns, forecast, 800)));
    }

    private static List<Limit> limits(
            double drawdown, double worst, boolean bad, double volatility) {
        Note rationale = Note.of("limit-configured", "From the configuration of risk profiles.");
        Measure stop = new Measure(Unit.ATR, Measure.Bound.AT_LEAST, 1.5, OptionalDouble.empty());
        double daily = bad ? worst * 0.7 : worst * 1.3;
        return List.of(
                limit(
                        "drawdown_limit",
                        Measure.atMost(
                                Unit.FRACTION, drawdown, bad ? drawdown * 1.25 : drawdown / 1.12),
                        rationale),
                limit("daily_loss_limit", Measure.atMost(Unit.FRACTION, daily, worst), rationale),
                limit(
                        "volatility_target",
                        Measure.atMost(Unit.FRACTION, volatility * 1.6, volatility),
                        rationale),
                limit("position_limit", Measure.atMost(Unit.FRACTION, 0.5, 0.42), rationale),
                limit("leverage_limit", Measure.atMost(Unit.MULTIPLE, 3, 0.6), rationale),
                limit("positions_limit", Measure.atMost(Unit.COUNT, 5, 2), rationale),
                new Limit(
                        "stop_loss_atr",
                        stop,
                        false,
                        "Risk committee",
                        "2026-10",
                        Note.of("enforced-by-engine", "Kept by the order engine.")));
    }

    private static Limit limit(String name, Measure measure, Note rationale) {
        return new Limit(name, measure, true, "Risk committee", "2026-10", rationale);
    }

    private static List<TailFigure> tails(double deviation) {
        List<TailFigure> tails = new ArrayList<>();
        double[] levels = {0.95, 0.975, 0.99};
        double[] var = {1.6449, 1.96, 2.3263};
        double[] es = {2.0627, 2.3378, 2.6652};
        String[] models = {"historical", "normal", "ewma", "garch"};
        for (int m = 0; m < models.length; m++) {
            for (int l = 0; l < levels.length; l++) {
                double scale = deviation * (1 + 0.06 * m);
                tails.add(
                        new TailFigure(
                                models[m],
                                levels[l],
                                Estimate.of(
                                        var[l] * scale,
                                        var[l] * scale * 0.93,
                                        var[l] * scale * 1.08,
                                        0.95),
                                Estimate.of(
                                        es[l] * scale,
                                        es[l] * scale * 0.9,
                                        es[l] * scale * 1.12,
                                        0.95)));
            }
        }
        return tails;
    }

    private static List<Backtest> backtests(int n, long exceptions, boolean bad) {
        List<Backtest> backtests = new ArrayList<>();
        for (String model : List.of("historical", "normal", "ewma", "garch")) {
            for (double level : new double[] {0.95, 0.99}) {
                boolean rejected = level == 0.99 && (model.equals("normal") || bad);
                backtests.add(
                        new Backtest(
                                model,
                                level,
                                n,
                                level == 0.99 ? Math.max(5, exceptions) : 108,
                                List.of(
                                        new TestResult(
                                                "kupiec",
                                                rejected ? 80.7731 : 0.4577,
                                                OptionalDouble.of(rejected ? 2.5e-19 : 0.4987),
                                                OptionalDouble.empty(),
                                                rejected),
                                        new TestResult(
                                                "christoffersen",
                                                0.2107,
                                                OptionalDouble.of(0.6462),
                                                OptionalDouble.empty(),
                                                false),
                                        new TestResult(
                                                "z2",
                                                rejected ? -1.42 : -0.11,
                                                OptionalDouble.empty(),
                                                OptionalDouble.of(-0.7),
                                                rejected)),
                                level == 0.99
                                        ? Optional.of(
                                                rejected ? Backtest.Zone.RED : Backtest.Zone.GREEN)
                                        : Optional.empty()));
            }
        }
        return backtests;
    }

    private static List<Simulation> simulations(Random random, double deviation) {
        List<Simulation> simulations = new ArrayList<>();
        double end = deviation * Math.sqrt(390);
        for (String method : List.of("stationary_bootstrap", "jump_diffusion")) {
            TreeMap<String, Double> parameters = new TreeMap<>();
            if (method.startsWith("stat")) {
                parameters.put("block_length", 13.635665);
            } else {
                parameters.putAll(
                        Map.of(
                                "drift", 0.041,
                                "volatility", 0.17,
                                "jump_intensity", 3.2,
                                "jump_mean", -0.021,
                                "jump_deviation", 0.034));
            }
            Long[] counts = new Long[40];
            java.util.Arrays.fill(counts, 0L);
            for (int i = 0; i < 20_000; i++) {
                int bin = (int) Math.floor(20 + random.nextGaussian() * 6);
                counts[Math.max(0, Math.min(39, bin))]++;
            }
            List<Long> steps = new ArrayList<>();
            for (long s = 0; s <= 390; s += 10) {
                steps.add(s);
            }
            List<Simulation.Band> bands = new ArrayList<>();
            double[] levels = {0.05, 0.25, 0.5, 0.75, 0.95};
            double[] z = {-1.645, -0.674, 0, 0.674, 1.645};
            for (int b = 0; b < levels.length; b++) {
                double normal = z[b];
                bands.add(
                        new Simulation.Band(
                                levels[b],
                                steps.stream()
                                        .map(s -> deviation * (Math.sqrt(s) * normal + s * 0.05))
                                        .toList()));
            }
            simulations.add(
                    new Simulation(
                            method,
                            100_000,
                            390,
                            parameters,
                            List.of(
                                    new NamedEstimate(
                                            "value_at_risk",
                                            Unit.FRACTION,
                                            Estimate.of(end * 1.4, end * 1.37, end * 1.43, 0.95)),
                                    new NamedEstimate(
                                            "expected_shortfall",
                                            Unit.FRACTION,
                                            Estimate.of(end * 1.8, end * 1.76, end * 1.84, 0.95)),
                                    new NamedEstimate(
                                            "max_drawdown", Unit.FRACTION, Estimate.of(end * 0.9)),
                                    new NamedEstimate(
                                            "drawdown_breach_probability",
                                            Unit.FRACTION,
                                            Estimate.of(0.0231, 0.0222, 0.0241, 0.95))),
                            Optional.of(
                                    new Simulation.Histogram(
                                            -20 * end / 6, end / 6, List.of(counts))),
                            Optional.of(new Simulation.Fan(steps, bands))));
        }
        return simulations;
    }

    private static List<StressOutcome> stress(double limit, boolean bad) {
        List<StressOutcome> stress = new ArrayList<>();
        Note template = Note.of("template-2010", "Template of 6 May 2010.");
        for (String symbol : List.of("AAPL", "SPY")) {
            stress.add(
                    outcome(
                            "flash_crash",
                            symbol,
                            bad ? limit * 1.3 : limit * 0.6,
                            limit,
                            List.of(template)));
            stress.add(outcome("dry_liquidity", symbol, limit * 0.31, limit, List.of()));
            stress.add(outcome("latency_spike", symbol, limit * 0.12, limit, List.of()));
        }
        stress.add(
                outcome(
                        "combined",
                        "portfolio",
                        limit * 0.93,
                        limit,
                        List.of(Note.of("template-2020", "12 March 2020."))));
        stress.add(
                new StressOutcome(
                        "reverse",
                        "portfolio",
                        false,
                        Optional.of(Measure.atLeast(Unit.FRACTION, 0.05, 0.113)),
                        new TreeMap<>(),
                        List.of()));
        stress.add(
                new StressOutcome(
                        "replay",
                        "portfolio",
                        false,
                        Optional.empty(),
                        new TreeMap<>(),
                        List.of(
                                Note.of(
                                        "no-depth",
                                        "No order book was recorded for AAPL.",
                                        "AAPL"))));
        return stress;
    }

    static StressOutcome outcome(
            String scenario, String subject, double measured, double limit, List<Note> notes) {
        TreeMap<String, Double> metrics = new TreeMap<>();
        switch (scenario) {
            case "flash_crash" -> metrics.put("max_low_gap_pct", 0.0295);
            case "dry_liquidity" ->
                    metrics.putAll(Map.of("low_volume_ratio", 0.21, "allowed_ratio", 0.28));
            case "latency_spike" ->
                    metrics.putAll(Map.of("max_spread_pct", 0.0174, "threshold", 0.025));
            default -> metrics.put("price_shock", 0.34);
        }
        Measure measure = Measure.atMost(Unit.FRACTION, limit, measured);
        return new StressOutcome(scenario, subject, true, Optional.of(measure), metrics, notes);
    }

    private static List<QualityFinding> findings() {
        return List.of(
                new QualityFinding(
                        QualityFinding.Severity.NOTICE,
                        "AAPL",
                        Note.of("adjusted", "Adjusted by 5 splits and dividends.", "5")),
                new QualityFinding(
                        QualityFinding.Severity.WARNING,
                        "SPY",
                        Note.of("gap", "3 bars are missing.", "3", "2")));
    }

    private static List<NotTested> gaps() {
        return List.of(
                new NotTested(
                        "queue-position",
                        Note.of("bars-no-queue", "Bars cannot show a place in the queue.")),
                new NotTested("impact", Note.of("no-own-impact", "Own orders move no price.")),
                new NotTested("costs", Note.of("no-costs", "Fees are not subtracted.")),
                new NotTested("outage", Note.of("no-outage", "No outage is simulated.")),
                new NotTested("tax law", Note.of("of-nobody", "Nobody asked for it.")));
    }
}
