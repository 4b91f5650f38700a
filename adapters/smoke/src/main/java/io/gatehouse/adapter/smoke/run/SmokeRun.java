package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The demo smoke and, with limits, the multi-strategy smoke of stage 4.
 *
 * <p>Pure: equal candles, terms, strategies and expectations give equal results.
 */
public record SmokeRun(
        SmokeData data,
        List<Strategy> strategies,
        int cycles,
        Terms terms,
        Optional<PortfolioLimits> limits) {

    /** Greatest number of fills: the report lists each. */
    public static final int MOST_FILLS = 20_000;

    public SmokeRun {
        strategies = strategies.stream().sorted(Comparator.comparing(Strategy::id)).toList();
        if (strategies.isEmpty() || cycles < 1) {
            throw new IllegalArgumentException("no strategy, or no cycle");
        }
    }

    /** Why it cannot run; such a smoke has no report. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Refused(Finding finding) {
            super(finding.code());
            this.finding = finding;
        }

        public Finding finding() {
            return finding;
        }
    }

    /** Each strategy's run in the order of their ids, the portfolio last. */
    public List<StrategyRun> runs() throws Refused {
        Market market = data.market();
        List<Strategy> all = new ArrayList<>(strategies);
        limits.ifPresent(limit -> all.add(new Combined(strategies, limit)));
        int lead = all.stream().mapToInt(Strategy::warmUp).max().orElseThrow();
        if (!StrategySmoke.suffices(market, lead, cycles)) {
            throw new Refused(
                    SmokeCode.TOO_FEW_CANDLES.at(
                            "candles",
                            "at least " + (lead + cycles * StrategySmoke.SHORTEST),
                            String.valueOf(market.rows())));
        }
        List<StrategyRun> runs = new ArrayList<>();
        long fills = 0;
        for (Strategy strategy : all) {
            StrategyRun run = run(strategy, market, lead);
            runs.add(run);
            fills += run.figures().get("trades");
        }
        if (fills > MOST_FILLS) {
            throw new Refused(
                    SmokeCode.TOO_MANY_FILLS.at(
                            "candles", "at most " + MOST_FILLS + " fills", fills + " fills"));
        }
        return runs;
    }

    private StrategyRun run(Strategy strategy, Market market, int lead) throws Refused {
        try {
            return StrategySmoke.run(strategy, market, lead, cycles, terms);
        } catch (TargetRun.StrategyFault e) {
            throw new Refused(
                    SmokeCode.STRATEGY_FAILED.at(
                            strategy.id(), "targets", String.valueOf(e.getMessage())));
        } catch (ArithmeticException e) {
            throw new Refused(
                    SmokeCode.OUT_OF_RANGE.at(
                            strategy.id(), "amounts that can be counted", "too large"));
        }
    }

    /** Runs everything and compares it with what is expected. */
    public SmokeResult against(Expected expected) throws Refused {
        List<StrategyRun> runs = runs();
        List<Finding> findings = new ArrayList<>();
        List<Comparison> comparisons = new ArrayList<>();
        Digest basis = data.basis(terms, cycles);
        if (!expected.basis().equals(basis)) {
            findings.add(
                    SmokeCode.BASELINE_OF_OTHER_DATA.at(
                            "expected figures",
                            basis.abbreviated(),
                            expected.basis().abbreviated()));
        }
        for (StrategyRun run : runs) {
            findings.addAll(RunJudge.findings(run));
            Optional<List<Comparison>> compared = expected.compare(run);
            if (compared.isEmpty()) {
                findings.add(
                        SmokeCode.BASELINE_MISSING.at(
                                run.strategy().id(), "an expectation of each figure", "none"));
            }
            comparisons.addAll(compared.orElse(List.of()));
        }
        for (Comparison comparison : comparisons) {
            if (!comparison.isWithin()) {
                findings.add(
                        SmokeCode.TOLERANCE_EXCEEDED.at(
                                comparison.strategy() + " " + comparison.figure(),
                                comparison.expected() + " ± " + comparison.tolerance(),
                                String.valueOf(comparison.observed())));
            }
        }
        Optional<PortfolioPeaks> peaks =
                limits.map(
                        limit ->
                                PortfolioPeaks.of(
                                        TargetRun.of(
                                                new Combined(strategies, limit), data.market())));
        peaks.ifPresent(p -> findings.addAll(p.findings(limits.orElseThrow())));
        return new SmokeResult(
                data, terms, cycles, expected.digest(), runs, comparisons, limits, peaks, findings);
    }
}
