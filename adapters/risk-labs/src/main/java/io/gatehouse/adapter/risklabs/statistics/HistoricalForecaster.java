package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;

/**
 * Historical simulation over a window that is kept sorted: a step costs two searches and one move
 * of memory, not a sort.
 */
final class HistoricalForecaster implements Forecaster {

    private final double[] ring;
    private final double[] sorted;
    private int observed;
    private int size;

    HistoricalForecaster(int window) {
        ring = new double[window];
        sorted = new double[window];
    }

    @Override
    public void observe(double value) {
        // adding zero makes one zero of two: -0.0 and 0.0 sort apart and a search would miss
        double added = value + 0.0;
        int slot = observed % ring.length;
        if (size < ring.length) {
            insert(added, place(added), size);
            size++;
        } else {
            int from = place(ring[slot]);
            int to = place(added);
            if (to > from) {
                System.arraycopy(sorted, from + 1, sorted, from, to - 1 - from);
                sorted[to - 1] = added;
            } else {
                insert(added, to, from);
            }
        }
        ring[slot] = added;
        observed++;
    }

    private void insert(double value, int at, int end) {
        System.arraycopy(sorted, at, sorted, at + 1, end - at);
        sorted[at] = value;
    }

    private int place(double value) {
        int found = Arrays.binarySearch(sorted, 0, size, value);
        return found >= 0 ? found : -found - 1;
    }

    @Override
    public TailRisk forecast(Level level) {
        return ofSorted(sorted, size, level);
    }

    /** The tail of returns sorted ascending, the worst first. */
    static TailRisk ofSorted(double[] sorted, int size, Level level) {
        int whole = level.wholeTail(size);
        double mass = (double) size * (1000 - level.perMille()) / 1000;
        double valueAtRisk = -sorted[whole];
        double tail = -Sample.sum(sorted, 0, whole) + (mass - whole) * valueAtRisk;
        // rounding of the mean must not put the shortfall below the value at risk
        return new TailRisk(level, valueAtRisk, Math.max(valueAtRisk, tail / mass));
    }
}
