package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Holding;
import io.gatehouse.adapter.risklabs.portfolio.Limit;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A crash, held through or left by stops.
 *
 * <p>Held through it needs prices only. With stops it needs each instrument's recorded depth and
 * latency and is not tested without. Judged by {@link PassRule#CRASH}. Stateless and thread-safe.
 */
public final class FlashCrash {

    /** What becomes of the positions. */
    public enum Exits {
        /** Nothing is sold. */
        HELD,
        /** Each position has the profile's stop. */
        STOPPED
    }

    private FlashCrash() {}

    /**
     * A published crash on today's portfolio.
     *
     * <p>Every instrument moves as the published one did. A portfolio that is short on balance gets
     * the path upside down.
     */
    public static StressOutcome template(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            ShockTemplate template,
            Exits exits,
            SquareRootImpact impact) {
        String name = "flash_crash." + template.date() + "." + suffix(exits);
        List<Note> notes = new ArrayList<>();
        List<CrashRun.Leg> legs = legs(portfolio, market, template, notes);
        ages(portfolio, market, exits, notes);
        return outcome(name, profile, legs, plan(profile, exits, impact), notes);
    }

    /** A recorded window on today's portfolio. */
    public static StressOutcome replay(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            ReplayWindow window,
            Exits exits,
            SquareRootImpact impact) {
        String name = "flash_crash.replay-" + window.name() + "." + suffix(exits);
        List<Note> notes = new ArrayList<>();
        Optional<ShockPath> proxy =
                market.data().instruments().containsKey(window.symbol())
                        ? window.path(market.instrument(window.symbol()).bars())
                        : Optional.empty();
        List<CrashRun.Leg> legs = new ArrayList<>();
        for (Holding holding : portfolio.holdings().values()) {
            Exposure exposure = Exposure.of(holding, market);
            Optional<ShockPath> own = window.path(market.instrument(holding.symbol()).bars());
            if (own.isEmpty() && proxy.isEmpty()) {
                notes.add(Note.of(Note.Code.WINDOW_NOT_RECORDED, holding.symbol()));
                return StressOutcome.notTested(name, new TreeMap<>(), notes, false);
            }
            if (own.isEmpty()) {
                notes.add(new Note(Note.Code.PROXY, holding.symbol(), window.symbol()));
            }
            legs.add(new CrashRun.Leg(exposure, own.orElseGet(proxy::get)));
        }
        ages(portfolio, market, exits, notes);
        return outcome(name, profile, legs, plan(profile, exits, impact), notes);
    }

    /** The legs of a template, and what a reader must know of them. */
    static List<CrashRun.Leg> legs(
            Portfolio portfolio, StressMarket market, ShockTemplate template, List<Note> notes) {
        boolean mirrored = portfolio.net().signum() < 0;
        ShockPath path = mirrored ? template.path().mirrored() : template.path();
        if (mirrored) {
            notes.add(Note.of(Note.Code.MIRRORED, portfolio.name()));
        }
        template.assumptions()
                .forEach(each -> notes.add(new Note(Note.Code.ASSUMED, template.date(), each)));
        List<CrashRun.Leg> legs = new ArrayList<>();
        for (Holding holding : portfolio.holdings().values()) {
            legs.add(new CrashRun.Leg(Exposure.of(holding, market), path));
        }
        return legs;
    }

    private static CrashRun.Plan plan(RiskProfile profile, Exits exits, SquareRootImpact impact) {
        return new CrashRun.Plan(
                exits == Exits.STOPPED
                        ? OptionalDouble.of(profile.limits().number(Limit.STOP_LOSS))
                        : OptionalDouble.empty(),
                1,
                LatencySpike.NONE,
                false,
                impact);
    }

    private static StressOutcome outcome(
            String name,
            RiskProfile profile,
            List<CrashRun.Leg> legs,
            CrashRun.Plan plan,
            List<Note> notes) {
        CrashRun.Result held =
                CrashRun.run(
                        legs,
                        new CrashRun.Plan(
                                OptionalDouble.empty(),
                                1,
                                LatencySpike.NONE,
                                false,
                                plan.impact()));
        CrashRun.Result result = plan.stopMultiple().isEmpty() ? held : CrashRun.run(legs, plan);
        TreeMap<String, Double> metrics = new TreeMap<>(result.metrics());
        metrics.put("held_loss", held.loss());
        metrics.put("held_final_loss", held.finalLoss());
        notes.addAll(result.notes());
        boolean synthetic = synthetic(legs, notes);
        if (!result.whole()) {
            // an exit could cost more or less than holding: without it nothing is known
            return StressOutcome.notTested(name, metrics, notes, synthetic);
        }
        metrics.put("loss", result.loss());
        metrics.put("final_loss", result.finalLoss());
        double daily = profile.limits().number(Limit.DAILY_LOSS);
        metrics.put("loss_over_daily_limit", result.loss() / daily);
        if (result.loss() > daily) {
            notes.add(Note.of(Note.Code.DAILY_LIMIT_EXCEEDED, profile.name()));
        }
        return StressOutcome.judged(
                name, PassRule.CRASH.judge(profile, result.loss()), metrics, notes, synthetic);
    }

    private static void ages(
            Portfolio portfolio, StressMarket market, Exits exits, List<Note> notes) {
        if (exits == Exits.STOPPED) {
            for (String symbol : portfolio.holdings().keySet()) {
                Exposure.age(symbol, market).ifPresent(notes::add);
            }
        }
    }

    static boolean synthetic(List<CrashRun.Leg> legs, List<Note> notes) {
        boolean any = false;
        for (CrashRun.Leg leg : legs) {
            if (leg.exposure().synthetic()) {
                notes.add(Note.of(Note.Code.SYNTHETIC, leg.exposure().symbol()));
                any = true;
            }
        }
        return any;
    }

    private static String suffix(Exits exits) {
        return exits == Exits.HELD ? "held" : "stopped";
    }
}
