package io.gatehouse.adapter.risklabs.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes positions along their paths, with or without stops, and measures the loss.
 *
 * <p>A stop is triggered when the path reaches it, arrives after the raised delay, waits while the
 * venue matches nothing, and is then closed into what is left of the book at that moment.
 */
final class CrashRun {

    /**
     * How a run is made.
     *
     * @param stopMultiple distance of the stops in average true ranges; empty to hold through
     * @param depthFactor what part of the book is left besides what the path takes
     * @param spike on top of the raised delay; its stall begins when the stop is triggered
     * @param venueDown whether nothing is matched until the path is at its worst
     * @param impact beyond the book
     */
    record Plan(
            OptionalDouble stopMultiple,
            double depthFactor,
            LatencySpike spike,
            boolean venueDown,
            SquareRootImpact impact) {}

    /** A position and its path. */
    record Leg(Exposure exposure, ShockPath path) {}

    /**
     * What a run came to.
     *
     * @param loss deepest fall along the way below the highest equity on it, as a share of that, 0
     *     or more
     * @param finalLoss at the end of the way as a share of the equity at its beginning; negative
     *     for a gain
     */
    record Result(
            double loss,
            double finalLoss,
            boolean whole,
            TreeMap<String, Double> metrics,
            List<Note> notes) {}

    /**
     * The part of delays that a crash is taken to have: of a thousand messages the last but one.
     */
    static final double RAISED = 0.999;

    /** A position's exit; {@link #NEVER} when it is held to the end. */
    private record Exit(long millis, double price) {
        private static final Exit NEVER = new Exit(Long.MAX_VALUE, 0);
    }

    private CrashRun() {}

    static Result run(List<Leg> legs, Plan plan) {
        TreeMap<String, Double> metrics = new TreeMap<>();
        List<Note> notes = new ArrayList<>();
        List<Exit> exits = new ArrayList<>();
        TreeSet<Long> times = new TreeSet<>();
        boolean whole = true;
        for (Leg leg : legs) {
            leg.path().points().forEach(point -> times.add(point.millis()));
            int before = notes.size();
            Exit exit =
                    plan.stopMultiple().isPresent() ? exit(leg, plan, metrics, notes) : Exit.NEVER;
            whole &= notes.stream().skip(before).noneMatch(CrashRun::missing);
            exits.add(exit);
            if (exit.millis() != Long.MAX_VALUE) {
                times.add(exit.millis());
                // the loss just before the exit, which may be greater than the one that it fixes
                times.add(Math.max(0, exit.millis() - 1));
            }
        }
        double worst = 0;
        double last = 0;
        double highest = 1;
        for (long time : times) {
            double result = 0;
            for (int i = 0; i < legs.size(); i++) {
                double price =
                        time >= exits.get(i).millis()
                                ? exits.get(i).price()
                                : legs.get(i).path().price(time);
                result += legs.get(i).exposure().holding().weight() * (price - 1);
            }
            highest = Math.max(highest, 1 + result);
            worst = Math.max(worst, 1 - (1 + result) / highest);
            last = 0 - result;
        }
        return new Result(worst, last, whole, metrics, notes);
    }

    private static boolean missing(Note note) {
        return switch (note.code()) {
            case DEPTH_NOT_RECORDED, LATENCY_NOT_RECORDED, BARS_NOT_SUFFICIENT -> true;
            default -> false;
        };
    }

    private static Exit exit(Leg leg, Plan plan, Map<String, Double> metrics, List<Note> notes) {
        Exposure exposure = leg.exposure();
        String symbol = exposure.symbol();
        if (exposure.figures().isEmpty()) {
            notes.add(Note.of(Note.Code.BARS_NOT_SUFFICIENT, symbol));
        }
        if (exposure.book().isEmpty()) {
            notes.add(Note.of(Note.Code.DEPTH_NOT_RECORDED, symbol));
        }
        if (exposure.delays().isEmpty()) {
            notes.add(Note.of(Note.Code.LATENCY_NOT_RECORDED, symbol));
        }
        if (exposure.figures().isEmpty()
                || exposure.book().isEmpty()
                || exposure.delays().isEmpty()) {
            return Exit.NEVER;
        }
        if (!exposure.figures().get().rangeOfDays()) {
            notes.add(Note.of(Note.Code.RANGE_OF_SHORT_BARS, symbol));
        }
        int direction = exposure.holding().direction();
        double distance =
                plan.stopMultiple().getAsDouble()
                        * exposure.figures().get().averageTrueRange()
                        / exposure.holding().price().doubleValue();
        metrics.put("stop_distance." + symbol, distance);
        OptionalLong trigger = leg.path().reaches(direction, distance);
        if (trigger.isEmpty()) {
            notes.add(Note.of(Note.Code.STOP_NOT_REACHED, symbol));
            return Exit.NEVER;
        }
        long nanos =
                Math.addExact(
                        plan.spike().delay(exposure.delays().get().quantile(RAISED)),
                        plan.spike().stall().toNanos());
        long arrives = trigger.getAsLong() + (nanos + 999_999L) / 1_000_000L;
        if (plan.venueDown()) {
            arrives = Math.max(arrives, leg.path().worst(direction));
        }
        long executed = leg.path().open(arrives);
        double factor = leg.path().depth(executed) * plan.depthFactor();
        Optional<Exposure.Closing> closing = exposure.close(factor, plan.impact());
        if (closing.isEmpty()) {
            notes.add(Note.of(Note.Code.BARS_NOT_SUFFICIENT, symbol));
            return Exit.NEVER;
        }
        double bps = closing.get().bps();
        metrics.put("stop_triggered_ms." + symbol, (double) trigger.getAsLong());
        metrics.put("stop_executed_ms." + symbol, (double) executed);
        metrics.put("stop_cost_bps." + symbol, bps);
        metrics.put("stop_beyond_book." + symbol, closing.get().beyond());
        return new Exit(executed, leg.path().price(executed) * (1 - direction * bps / 10_000));
    }
}
