package io.gatehouse.adapter.risklabs.compat;

import io.gatehouse.adapter.risklabs.market.Bars;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The three scans of history. They look at whole series, scenario by scenario and instrument by
 * instrument, and their notes are in the language in which the existing tool writes each.
 */
final class CompatStress {

    private CompatStress() {}

    static List<CompatReport.Stress> scan(
            List<CompatScenario> scenarios, List<Bars> instruments, CompatProfile profile) {
        List<CompatReport.Stress> results = new ArrayList<>();
        for (CompatScenario scenario : scenarios) {
            for (Bars bars : instruments) {
                results.add(
                        switch (scenario) {
                            case FLASH_CRASH -> flashCrash(bars, profile);
                            case DRY_LIQUIDITY -> dryLiquidity(bars, profile);
                            case LATENCY_SPIKE -> latencySpike(bars, profile);
                        });
            }
        }
        return results;
    }

    /** Without any return every scan fails, infinitely. */
    static List<CompatReport.Stress> unavailable(List<CompatScenario> scenarios) {
        return scenarios.stream()
                .map(
                        s ->
                                new CompatReport.Stress(
                                        s.label(),
                                        false,
                                        Map.of("severity", Double.POSITIVE_INFINITY),
                                        Optional.of("Brak danych do symulacji")))
                .toList();
    }

    private static CompatReport.Stress flashCrash(Bars bars, CompatProfile profile) {
        double gap = 0.0;
        for (int i = 1; i < bars.size(); i++) {
            double previous = bars.close()[i - 1];
            if (previous > 0) {
                gap = Math.max(gap, (previous - bars.low()[i]) / previous);
            }
        }
        double limit = profile.drawdownLimit();
        String note =
                "Observed crash " + percent(gap) + " breaches drawdown limit " + percent(limit);
        return result(
                CompatScenario.FLASH_CRASH,
                gap <= limit,
                Map.of("max_low_gap_pct", gap, "severity", gap / Math.max(limit, 1e-6)),
                note);
    }

    private static CompatReport.Stress dryLiquidity(Bars bars, CompatProfile profile) {
        double little = 0.2 * median(bars.volume());
        int low = 0;
        for (double volume : bars.volume()) {
            low += volume <= little ? 1 : 0;
        }
        double share = (double) low / bars.size();
        double allowed = Math.max(0.05, 0.35 - profile.targetVolatility());
        String note = percent(share) + " słabych wolumenów przekracza próg " + percent(allowed);
        return result(
                CompatScenario.DRY_LIQUIDITY,
                share <= allowed,
                Map.of(
                        "allowed_ratio",
                        allowed,
                        "low_volume_ratio",
                        share,
                        "severity",
                        share / allowed),
                note);
    }

    private static CompatReport.Stress latencySpike(Bars bars, CompatProfile profile) {
        double widest = 0.0;
        for (int i = 0; i < bars.size(); i++) {
            if (bars.open()[i] > 0) {
                widest = Math.max(widest, (bars.high()[i] - bars.low()[i]) / bars.open()[i]);
            }
        }
        double threshold = 0.01 + 0.015 * profile.stopLossAtr();
        String note =
                "Spread "
                        + percent(widest)
                        + " przekracza próg "
                        + percent(threshold)
                        + " – ryzyko poślizgu";
        return result(
                CompatScenario.LATENCY_SPIKE,
                widest <= threshold,
                Map.of(
                        "max_spread_pct",
                        widest,
                        "severity",
                        widest / threshold,
                        "threshold",
                        threshold),
                note);
    }

    private static CompatReport.Stress result(
            CompatScenario scenario, boolean passed, Map<String, Double> metrics, String note) {
        return new CompatReport.Stress(
                scenario.label(), passed, metrics, passed ? Optional.empty() : Optional.of(note));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** Python's {@code :.2%}: rounded half to even on the double's exact value. */
    private static String percent(double fraction) {
        return new BigDecimal(fraction * 100.0).setScale(2, RoundingMode.HALF_EVEN) + "%";
    }
}
