package io.gatehouse.adapter.risklabs.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Equity and its fall from the last peak over time, thinned out to a bounded number of points.
 *
 * @param times rising
 * @param equity in the account's currency
 * @param drawdown as a fraction of the peak so far, 0 to 1
 * @param original number of points before thinning
 */
public record EquitySeries(
        List<Instant> times, List<Double> equity, List<Double> drawdown, long original) {

    /** Greatest number of points; more than can be told apart on a page. */
    public static final int MOST = 1_000;

    public EquitySeries {
        times = Checks.rising(times, MOST, "times of equity");
        equity = Checks.numbers(equity, MOST, "equity");
        drawdown = Checks.numbers(drawdown, MOST, "drawdown");
        drawdown.forEach(d -> Checks.between(0, 1, d, "drawdown"));
        Checks.require(
                times.size() == equity.size() && times.size() == drawdown.size(),
                "columns of different length");
        Checks.require(times.size() >= 2, "a curve of less than two points");
        Checks.count(original, "original points");
        Checks.require(original >= times.size(), "a curve of more points than there were");
    }

    /**
     * Thins a curve out: of each stretch its lowest and highest point, and first, last and deepest
     * of all. Drawdown is computed before, so that no fall is lost.
     *
     * @param millis rising opening times in milliseconds since 1970
     * @param equity more than zero
     * @param most number of points to keep, 10 to {@link #MOST}
     */
    public static EquitySeries of(long[] millis, double[] equity, int most) {
        Checks.require(most >= 10 && most <= MOST, "number of points to keep");
        Checks.require(millis.length == equity.length, "columns of different length");
        double[] drawdown = new double[equity.length];
        double peak = Double.NEGATIVE_INFINITY;
        int deepest = 0;
        for (int i = 0; i < equity.length; i++) {
            peak = Math.max(peak, equity[i]);
            drawdown[i] = peak > 0 ? Math.min(1, 1 - equity[i] / peak) : 1;
            deepest = drawdown[i] > drawdown[deepest] ? i : deepest;
        }
        TreeSet<Integer> kept = new TreeSet<>();
        if (equity.length > 0) {
            kept.addAll(List.of(0, deepest, equity.length - 1));
        }
        int stretches = equity.length <= most ? equity.length : (most - 3) / 2;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) equity.length * s / stretches);
            int to = (int) ((long) equity.length * (s + 1) / stretches);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = equity[i] < equity[low] ? i : low;
                high = equity[i] > equity[high] ? i : high;
            }
            kept.add(low);
            kept.add(high);
        }
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> falls = new ArrayList<>();
        for (int i : kept) {
            times.add(Instant.ofEpochMilli(millis[i]));
            values.add(equity[i]);
            falls.add(drawdown[i]);
        }
        return new EquitySeries(times, values, falls, equity.length);
    }
}
