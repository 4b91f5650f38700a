package io.gatehouse.adapter.risklabs.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Returns against the forecast value at risk of one model, thinned out to a bounded number.
 *
 * @param times rising
 * @param returns as fractions
 * @param valueAtRisk the forecast for each return; a loss is positive
 * @param original number of forecasts before thinning
 */
public record BacktestSeries(
        String model,
        double level,
        List<Instant> times,
        List<Double> returns,
        List<Double> valueAtRisk,
        long original) {

    /** Greatest number of points. */
    public static final int MOST = 2_000;

    public BacktestSeries {
        Checks.code(model, "model");
        level = Checks.level(level);
        times = Checks.rising(times, MOST, "times of returns");
        returns = Checks.numbers(returns, MOST, "return");
        valueAtRisk = Checks.numbers(valueAtRisk, MOST, "value at risk");
        Checks.require(
                times.size() == returns.size() && times.size() == valueAtRisk.size(),
                "columns of different length");
        Checks.require(times.size() >= 2, "a backtest of less than two points");
        Checks.count(original, "original points");
        Checks.require(original >= times.size(), "more points than there were");
    }

    /** Indices, from 0, of the losses beyond their forecast. */
    public List<Long> exceptions() {
        List<Long> found = new ArrayList<>();
        for (int i = 0; i < returns.size(); i++) {
            if (-returns.get(i) > valueAtRisk.get(i)) {
                found.add((long) i);
            }
        }
        return found;
    }

    /**
     * Thins a backtest out: of each stretch its worst and best return, and every exception as long
     * as they leave room.
     *
     * @param millis rising times in milliseconds since 1970
     * @param most number of points to keep, 10 to {@link #MOST}
     */
    public static BacktestSeries of(
            String model,
            double level,
            long[] millis,
            double[] returns,
            double[] valueAtRisk,
            int most) {
        Checks.require(most >= 10 && most <= MOST, "number of points to keep");
        Checks.require(
                millis.length == returns.length && millis.length == valueAtRisk.length,
                "columns of different length");
        int length = returns.length;
        TreeSet<Integer> kept = new TreeSet<>();
        for (int i = 0; i < length && kept.size() < most - most / 4; i++) {
            if (length <= most || -returns[i] > valueAtRisk[i]) {
                kept.add(i);
            }
        }
        int stretches = length <= most ? length : (most - kept.size()) / 2;
        for (int s = 0; s < stretches; s++) {
            int from = (int) ((long) length * s / stretches);
            int to = (int) ((long) length * (s + 1) / stretches);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = returns[i] < returns[low] ? i : low;
                high = returns[i] > returns[high] ? i : high;
            }
            kept.add(low);
            kept.add(high);
        }
        List<Instant> times = new ArrayList<>();
        List<Double> outcomes = new ArrayList<>();
        List<Double> forecasts = new ArrayList<>();
        for (int i : kept) {
            times.add(Instant.ofEpochMilli(millis[i]));
            outcomes.add(returns[i]);
            forecasts.add(valueAtRisk[i]);
        }
        return new BacktestSeries(model, level, times, outcomes, forecasts, length);
    }
}
