package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;

/**
 * The stationary block bootstrap (Politis and Romano, 1994, JASA 89): blocks of the observed
 * returns, of geometrically distributed length, from random places of the series, which is bent to
 * a circle. Keeps the dependence within a block, and adds no shape of its own.
 */
public final class StationaryBootstrap implements PathModel {

    private final double[] logs;
    private final double meanBlock;
    private final BlockLengths lengths;

    /**
     * A bootstrap of the series with blocks of a given mean length.
     *
     * @param returns simple returns of the steps, above -1, at least two
     * @param meanBlock mean length of a block in steps, at least 1
     * @throws IllegalArgumentException if a return is not finite or loses everything
     */
    public StationaryBootstrap(double[] returns, double meanBlock) {
        logs = Sample.logarithms(returns, 2);
        if (!(meanBlock >= 1 && meanBlock <= 1e7)) {
            throw new IllegalArgumentException("not a mean length of a block: " + meanBlock);
        }
        this.meanBlock = meanBlock;
        lengths = new BlockLengths(meanBlock);
    }

    /** A bootstrap with the length of {@link BlockLength}, at least one. */
    public static StationaryBootstrap automatic(double[] returns) {
        return new StationaryBootstrap(returns, Math.max(1, BlockLength.of(returns).stationary()));
    }

    /** Mean length of a block in steps. */
    public double meanBlock() {
        return meanBlock;
    }

    @Override
    public void draw(PathRandom random, Horizon horizon, PathStatistics.Builder figures) {
        double[] series = logs;
        int index = 0;
        int left = 0;
        double value = 0;
        double peak = 0;
        double drawdown = 0;
        double worstDay = Double.POSITIVE_INFINITY;
        int done = 0;
        while (done < horizon.steps()) {
            int dayEnd = Math.min(horizon.steps(), done + horizon.stepsPerDay());
            double dayStart = value;
            while (done < dayEnd) {
                if (left == 0) {
                    left = lengths.next(random);
                    index = random.below(series.length);
                }
                // a run neither crosses the end of the day, of the block, nor of the series
                int run = Math.min(Math.min(dayEnd - done, left), series.length - index);
                for (int end = index + run; index < end; index++) {
                    value += series[index];
                    if (value > peak) {
                        peak = value;
                    } else if (peak - value > drawdown) {
                        drawdown = peak - value;
                    }
                }
                if (index == series.length) {
                    index = 0;
                }
                left -= run;
                done += run;
            }
            worstDay = Math.min(worstDay, value - dayStart);
        }
        figures.add(value, drawdown, worstDay);
    }

    @Override
    public String toString() {
        return "stationary bootstrap of "
                + logs.length
                + " returns in blocks of "
                + meanBlock
                + ", "
                + Arrays.hashCode(logs);
    }
}
