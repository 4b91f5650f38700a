package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What a demo or stage 4 smoke saw and concluded.
 *
 * @param expected digest of the file of expected figures
 * @param peaks of the portfolio, in a stage 4 smoke
 */
public record SmokeResult(
        SmokeData data,
        Terms terms,
        int cycles,
        Digest expected,
        List<StrategyRun> runs,
        List<Comparison> comparisons,
        Optional<PortfolioLimits> limits,
        Optional<PortfolioPeaks> peaks,
        List<Finding> findings) {

    public SmokeResult {
        runs = List.copyOf(runs);
        comparisons = List.copyOf(comparisons);
        findings = List.copyOf(findings);
    }

    public boolean isPassed() {
        return findings.isEmpty();
    }

    public long deviations() {
        return comparisons.stream().filter(comparison -> !comparison.isWithin()).count();
    }
}
