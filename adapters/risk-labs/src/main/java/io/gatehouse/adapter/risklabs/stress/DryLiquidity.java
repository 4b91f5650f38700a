package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Closes every position at once into a part of the recorded book and asks what that costs.
 *
 * <p>Judged by {@link PassRule#LIQUIDITY}. Stateless and thread-safe.
 */
public final class DryLiquidity {

    /** What is left of the book: all of it, a quarter, a tenth, a hundredth. */
    public static final List<String> FACTORS = List.of("1", "0.25", "0.10", "0.01");

    private DryLiquidity() {}

    /**
     * The test with one part of the book.
     *
     * @param factor above 0, at most 1, as decimal text; part of the outcome's name
     */
    public static StressOutcome test(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            String factor,
            SquareRootImpact impact) {
        double part = Double.parseDouble(factor);
        Costs costs = costs(portfolio, market, part, impact);
        TreeMap<String, Double> metrics = costs.metrics;
        metrics.put("depth_factor", part);
        metrics.put("impact_coefficient", impact.coefficient());
        metrics.put("cost_share_of_equity", costs.share);
        return StressOutcome.ofPart(
                "dry_liquidity.x" + factor,
                PassRule.LIQUIDITY.judge(profile, costs.share),
                costs.whole,
                metrics,
                costs.notes,
                costs.synthetic);
    }

    /** The cost of closing everything. */
    static Costs costs(
            Portfolio portfolio, StressMarket market, double factor, SquareRootImpact impact) {
        Costs costs = new Costs();
        double greatest = 0;
        for (Holding holding : portfolio.holdings().values()) {
            Exposure exposure = Exposure.of(holding, market);
            Optional<Exposure.Closing> closing = exposure.close(factor, impact);
            if (closing.isEmpty()) {
                costs.whole = false;
                costs.notes.add(
                        Note.of(
                                exposure.book().isEmpty()
                                        ? Note.Code.DEPTH_NOT_RECORDED
                                        : Note.Code.BARS_NOT_SUFFICIENT,
                                holding.symbol()));
                continue;
            }
            if (exposure.synthetic()) {
                costs.synthetic = true;
                costs.notes.add(Note.of(Note.Code.SYNTHETIC, holding.symbol()));
            }
            Exposure.age(holding.symbol(), market).ifPresent(costs.notes::add);
            double bps = closing.get().bps();
            costs.share += Math.abs(holding.weight()) * bps / 10_000;
            greatest = Math.max(greatest, bps);
            costs.metrics.put("cost_bps." + holding.symbol(), bps);
            costs.metrics.put("beyond_book." + holding.symbol(), closing.get().beyond());
        }
        costs.metrics.put("cost_bps_greatest", greatest);
        return costs;
    }

    /** Gathers; confined to one test. */
    static final class Costs {
        final TreeMap<String, Double> metrics = new TreeMap<>();
        final List<Note> notes = new ArrayList<>();
        double share;
        boolean whole = true;
        boolean synthetic;
    }
}
