package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Asks the other way round: which shock is just large enough to break a limit?
 *
 * <p>ESMA's liquidity stress guidelines (34-39-897) ask funds for this. The answer carries its
 * certificate: a value just below that passes, one just above that breaks, each computed, and the
 * tolerance between them. Stateless and thread-safe.
 */
public final class ReverseStress {

    /**
     * A fall that happened faster than anybody could leave: the first leg of 12 March 2020, 7,353
     * to 5,678 in 45 minutes (LedgerPrime). A portfolio must bear at least this before its limit
     * breaks; the same for every profile, against each profile's own limit.
     */
    static final double LEAST_SHOCK = 1 - 5678.0 / 7353;

    /** The driest book of {@link DryLiquidity}: until there the limit must hold. */
    static final double LEAST_DEPTH = 0.01;

    private static final double TOLERANCE = 1e-9;
    private static final double DRIEST = 1e-6;

    private ReverseStress() {}

    /**
     * The smallest jump of all prices against the portfolio that breaks the limit of crashes, held
     * through.
     */
    public static StressOutcome gap(RiskProfile profile, Portfolio portfolio) {
        List<Note> notes = new ArrayList<>();
        return shock("reverse.gap", profile, gapLoss(portfolio), new TreeMap<>(), notes, false);
    }

    /**
     * The smallest jump after which closing everything into a part of the book breaks the limit of
     * crashes.
     *
     * @param factor what part of the book is left, as decimal text
     */
    public static StressOutcome gapAndClose(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            String factor,
            SquareRootImpact impact) {
        String name = "reverse.gap_and_close.x" + factor;
        DryLiquidity.Costs costs =
                DryLiquidity.costs(portfolio, market, Double.parseDouble(factor), impact);
        if (!costs.whole) {
            return StressOutcome.notTested(name, costs.metrics, costs.notes, costs.synthetic);
        }
        double side = side(portfolio);
        DoubleUnaryOperator gap = gapLoss(portfolio);
        DoubleUnaryOperator loss =
                shock -> {
                    double all = gap.applyAsDouble(shock);
                    for (Holding holding : portfolio.holdings().values()) {
                        // what is closed is worth what the jump left of it
                        all +=
                                Math.abs(holding.weight())
                                        * (1 - side * shock)
                                        * costs.metrics.get("cost_bps." + holding.symbol())
                                        / 10_000;
                    }
                    return all;
                };
        return shock(name, profile, loss, costs.metrics, costs.notes, costs.synthetic);
    }

    /** The largest part of the book into which closing everything breaks the daily limit. */
    public static StressOutcome depth(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            SquareRootImpact impact) {
        String name = "reverse.depth";
        DryLiquidity.Costs costs = DryLiquidity.costs(portfolio, market, DRIEST, impact);
        if (!costs.whole) {
            return StressOutcome.notTested(name, costs.metrics, costs.notes, costs.synthetic);
        }
        List<Exposure> exposures =
                portfolio.holdings().values().stream()
                        .map(holding -> Exposure.of(holding, market))
                        .toList();
        DoubleUnaryOperator loss = factor -> closing(exposures, factor, impact);
        Bisection.Certificate found =
                Bisection.search(
                        factor ->
                                !PassRule.LIQUIDITY
                                        .judge(profile, loss.applyAsDouble(factor))
                                        .holds(),
                        1,
                        DRIEST,
                        TOLERANCE,
                        Bisection.Middle.GEOMETRIC);
        TreeMap<String, Double> metrics = new TreeMap<>();
        List<Note> notes = new ArrayList<>(costs.notes);
        certificate(found, loss, metrics, notes, name);
        Judgement judgement =
                new Judgement(
                        "least_breaking_depth",
                        Judgement.Bound.AT_MOST,
                        LEAST_DEPTH,
                        found.passing());
        return StressOutcome.judged(name, judgement, metrics, notes, costs.synthetic);
    }

    private static double closing(
            List<Exposure> exposures, double factor, SquareRootImpact impact) {
        double share = 0;
        for (Exposure exposure : exposures) {
            share +=
                    Math.abs(exposure.holding().weight())
                            * exposure.close(factor, impact).orElseThrow().bps()
                            / 10_000;
        }
        return share;
    }

    private static StressOutcome shock(
            String name,
            RiskProfile profile,
            DoubleUnaryOperator loss,
            Map<String, Double> metrics,
            List<Note> notes,
            boolean synthetic) {
        Bisection.Certificate found =
                Bisection.search(
                        shock -> !PassRule.CRASH.judge(profile, loss.applyAsDouble(shock)).holds(),
                        0,
                        1,
                        TOLERANCE,
                        Bisection.Middle.ARITHMETIC);
        certificate(found, loss, metrics, notes, name);
        Judgement judgement =
                new Judgement(
                        "least_breaking_shock",
                        Judgement.Bound.AT_LEAST,
                        LEAST_SHOCK,
                        found.passing());
        return StressOutcome.judged(name, judgement, metrics, notes, synthetic);
    }

    private static void certificate(
            Bisection.Certificate found,
            DoubleUnaryOperator loss,
            Map<String, Double> metrics,
            List<Note> notes,
            String name) {
        metrics.put("tolerance", TOLERANCE);
        metrics.put("evaluations", (double) found.evaluations());
        switch (found.state()) {
            case ENCLOSED -> {
                metrics.put("passing", found.passing());
                metrics.put("passing_loss", loss.applyAsDouble(found.passing()));
                metrics.put("breaking", found.breaking());
                metrics.put("breaking_loss", loss.applyAsDouble(found.breaking()));
            }
            case BROKEN_AT_START -> {
                metrics.put("breaking", found.breaking());
                metrics.put("breaking_loss", loss.applyAsDouble(found.breaking()));
                notes.add(Note.of(Note.Code.BROKEN_WITHOUT_SHOCK, name));
            }
            case NEVER_BROKEN -> {
                metrics.put("passing", found.passing());
                metrics.put("passing_loss", loss.applyAsDouble(found.passing()));
                notes.add(Note.of(Note.Code.NOT_BROKEN_IN_RANGE, name));
            }
        }
    }

    private static double side(Portfolio portfolio) {
        return portfolio.net().signum() < 0 ? -1 : 1;
    }

    /** Prices fall on a portfolio that is long on balance, and rise on one that is short. */
    private static DoubleUnaryOperator gapLoss(Portfolio portfolio) {
        double net = 0;
        for (Holding holding : portfolio.holdings().values()) {
            net += holding.weight();
        }
        double exposed = Math.abs(net);
        return shock -> exposed * shock;
    }
}
