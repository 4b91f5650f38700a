package io.gatehouse.adapter.risklabs.compat;

/** Sums as exact as Python's statistics need them (Neumaier 1974). Pure. */
final class CompatSum {

    private CompatSum() {}

    static double of(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return sum + lost;
    }
}
