package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Stands for {@code run_risk_simulation_lab.py}: holds a share of the equity through the series and
 * compares losses with each profile's limits. Says truly whether the prices are invented; then the
 * gate demands the written consent of owner and compliance.
 */
final class PaperLabs {

    private static final int BREACH = 3;
    private static final double EQUITY = 100_000;
    private static final int BARS_A_DAY = 24;

    /** Shares of equity, from the configuration's profiles. */
    private record Profile(
            String name,
            double position,
            double drawdownLimit,
            double dailyLossLimit,
            double allowedQuiet,
            double allowedMove) {}

    private static final List<Profile> PROFILES =
            List.of(
                    new Profile("conservative", 0.03, 0.05, 0.01, 0.28, 0.025),
                    new Profile("balanced", 0.05, 0.10, 0.015, 0.24, 0.0325),
                    new Profile("aggressive", 0.10, 0.20, 0.03, 0.16, 0.04),
                    new Profile("manual", 0.05, 0.10, 0.02, 0.24, 0.025));

    private PaperLabs() {}

    static int run(StandInRun run) throws IOException {
        MarketSeries series = MarketSeries.of(run);
        if (run.inputs().hasFault("paper-labs")) {
            series = series.withCrash();
        }
        List<String> page =
                new ArrayList<>(
                        List.of("Risk simulation report", StandIn.LABEL, run.now().toString()));
        page.add("Prices: " + series.source() + (series.synthetic() ? " (SYNTHETIC)" : ""));
        List<Map<String, Object>> profiles = new ArrayList<>();
        int breaches = 0;
        int failures = 0;
        for (Profile profile : PROFILES) {
            Map<String, Object> result = simulate(profile, series);
            profiles.add(result);
            breaches += ((List<?>) result.get("breaches")).size();
            long failed =
                    ((List<?>) result.get("stress_tests"))
                            .stream().filter(test -> test.toString().contains("failed")).count();
            failures += (int) failed;
            page.add(
                    profile.name()
                            + ": drawdown "
                            + result.get("max_drawdown_pct")
                            + ", worst day "
                            + result.get("worst_daily_loss_pct")
                            + ", breaches "
                            + result.get("breaches")
                            + ", stress tests failed "
                            + failed);
        }
        page.add("Breaches: " + breaches + ", stress failures: " + failures);
        String folder = run.option("--output-dir", "reports/paper_labs");
        run.write(
                folder + "/risk_simulation_report.json",
                pretty(
                        report(
                                "run_risk_simulation_lab.py",
                                "base_equity",
                                decimal(EQUITY),
                                "breach_count",
                                breaches,
                                "generated_at",
                                run.now().toString(),
                                "profiles",
                                profiles,
                                "source",
                                series.source(),
                                "stress_failures",
                                failures,
                                "synthetic_data",
                                series.synthetic())));
        run.write(folder + "/risk_simulation_report.pdf", PdfPage.of(page));
        page.forEach(run.out()::println);
        return run.flag("--fail-on-breach") && breaches + failures > 0 ? BREACH : 0;
    }

    private static Map<String, Object> simulate(Profile profile, MarketSeries series) {
        double equity = EQUITY;
        double peak = EQUITY;
        double drawdown = 0;
        double dayStart = EQUITY;
        double worstDay = 0;
        double worstBar = 0;
        double widest = 0;
        double squares = 0;
        int quiet = 0;
        for (int i = 1; i < series.cents().size(); i++) {
            double move = (double) series.cents().get(i) / series.cents().get(i - 1) - 1;
            equity += equity * profile.position() * move;
            peak = Math.max(peak, equity);
            drawdown = Math.max(drawdown, 1 - equity / peak);
            worstDay = Math.max(worstDay, 1 - equity / dayStart);
            worstBar = Math.max(worstBar, -move);
            widest = Math.max(widest, Math.abs(move));
            squares += move * move;
            quiet += move == 0 ? 1 : 0;
            if (i % BARS_A_DAY == 0) {
                dayStart = equity;
            }
        }
        List<String> breaches = new ArrayList<>();
        if (drawdown > profile.drawdownLimit()) {
            breaches.add("drawdown_limit");
        }
        if (worstDay > profile.dailyLossLimit()) {
            breaches.add("daily_loss_limit");
        }
        return object(
                "profile",
                profile.name(),
                "base_equity",
                decimal(EQUITY),
                "final_equity",
                decimal(equity),
                "total_return_pct",
                decimal(equity / EQUITY - 1),
                "max_drawdown_pct",
                decimal(drawdown),
                "worst_daily_loss_pct",
                decimal(worstDay),
                "realized_volatility",
                decimal(Math.sqrt(squares)),
                "breaches",
                breaches,
                "sample_size",
                series.cents().size(),
                "stress_tests",
                List.of(
                        stress(
                                "flash_crash",
                                "max_low_gap_pct",
                                worstBar,
                                "limit",
                                profile.drawdownLimit()),
                        // the series has no volume: an unchanged price stands for a dry market
                        stress(
                                "dry_liquidity",
                                "low_volume_ratio",
                                (double) quiet / series.cents().size(),
                                "allowed_ratio",
                                profile.allowedQuiet()),
                        stress(
                                "latency_spike",
                                "max_spread_pct",
                                widest,
                                "threshold",
                                profile.allowedMove())));
    }

    private static Map<String, Object> stress(
            String name, String measure, double value, String bound, double limit) {
        return object(
                "name",
                name,
                "status",
                value <= limit ? "passed" : "failed",
                "metrics",
                object(
                        measure,
                        decimal(value),
                        bound,
                        decimal(limit),
                        "severity",
                        decimal(value / limit)));
    }

    private static BigDecimal decimal(double value) {
        return BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_EVEN);
    }
}
