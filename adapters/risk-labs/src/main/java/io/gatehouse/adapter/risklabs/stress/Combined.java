package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Limit;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Crash, dry liquidity and latency at once, over an ordered grid: what is left of the book, then
 * the delays, then whether the venue is there.
 *
 * <p>The worst cell judges, by {@link PassRule#COMBINED}. Stateless and thread-safe.
 */
public final class Combined {

    /** How late messages are. */
    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    enum Delay {
        /** The 99.9 % quantile of what was recorded. */
        RAISED(LatencySpike.NONE),
        /** And a stall as long as the pause of 6 May 2010. */
        STALLED(new LatencySpike(Duration.ZERO, 1, LatencyStress.STALL));

        private final LatencySpike spike;

        Delay(LatencySpike spike) {
            this.spike = spike;
        }
    }

    private Combined() {}

    /** The whole grid of one template. */
    public static StressOutcome test(
            RiskProfile profile,
            Portfolio portfolio,
            StressMarket market,
            ShockTemplate template,
            SquareRootImpact impact) {
        String name = "combined." + template.date();
        Set<Note> notes = new LinkedHashSet<>();
        List<Note> assumptions = new ArrayList<>();
        List<CrashRun.Leg> legs = FlashCrash.legs(portfolio, market, template, assumptions);
        boolean synthetic = FlashCrash.synthetic(legs, assumptions);
        notes.addAll(assumptions);
        for (String symbol : portfolio.holdings().keySet()) {
            Exposure.age(symbol, market).ifPresent(notes::add);
        }
        TreeMap<String, Double> metrics = new TreeMap<>();
        OptionalDouble stop = OptionalDouble.of(profile.limits().number(Limit.STOP_LOSS));
        double worst = 0;
        boolean whole = true;
        for (String factor : DryLiquidity.FACTORS) {
            for (Delay delay : Delay.values()) {
                for (boolean down : new boolean[] {false, true}) {
                    CrashRun.Result result =
                            CrashRun.run(
                                    legs,
                                    new CrashRun.Plan(
                                            stop,
                                            Double.parseDouble(factor),
                                            delay.spike,
                                            down,
                                            impact));
                    notes.addAll(result.notes());
                    whole &= result.whole();
                    worst = Math.max(worst, result.loss());
                    metrics.put(cell(factor, delay, down), result.loss());
                }
            }
        }
        if (!whole) {
            // the losses of positions that could not be closed are those of holding them
            return StressOutcome.notTested(name, new TreeMap<>(), List.copyOf(notes), synthetic);
        }
        metrics.put("loss_worst", worst);
        return StressOutcome.judged(
                name,
                PassRule.COMBINED.judge(profile, worst),
                metrics,
                List.copyOf(notes),
                synthetic);
    }

    private static String cell(String factor, Delay delay, boolean down) {
        return "loss.x"
                + factor
                + "."
                + delay.name().toLowerCase(Locale.ROOT)
                + (down ? ".venue_down" : ".venue_up");
    }
}
