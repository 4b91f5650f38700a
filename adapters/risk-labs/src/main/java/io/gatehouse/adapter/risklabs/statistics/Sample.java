package io.gatehouse.adapter.risklabs.statistics;

/** Guards and sums over arrays, in a fixed order with compensation (Neumaier, 1974). */
final class Sample {

    private Sample() {}

    /**
     * The same array, once it is known to hold at least {@code least} finite numbers.
     *
     * <p>Fails closed: one NaN would turn each comparison with a limit into "not exceeded".
     */
    static double[] finite(double[] values, int least) {
        if (values.length < least) {
            throw new IllegalArgumentException(
                    "at least " + least + " values are needed, there are " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException("value " + i + " is not a finite number");
            }
        }
        return values;
    }

    /** Refuses returns that lose all or more, whose logarithm does not exist. */
    static double[] logarithms(double[] returns, int least) {
        finite(returns, least);
        double[] logs = new double[returns.length];
        for (int i = 0; i < logs.length; i++) {
            if (returns[i] <= -1) {
                throw new IllegalArgumentException("return " + i + " loses everything");
            }
            logs[i] = StrictMath.log1p(returns[i]);
        }
        return logs;
    }

    static double sum(double[] values, int from, int to) {
        double sum = 0;
        double lost = 0;
        for (int i = from; i < to; i++) {
            double next = sum + values[i];
            lost +=
                    Math.abs(sum) >= Math.abs(values[i])
                            ? (sum - next) + values[i]
                            : (values[i] - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    static double mean(double[] values, int from, int to) {
        double first = sum(values, from, to) / (to - from);
        double rest = 0;
        for (int i = from; i < to; i++) {
            rest += values[i] - first;
        }
        return first + rest / (to - from);
    }

    /** Sum of squared deviations from {@code centre}, corrected for a centre that is rounded. */
    static double squares(double[] values, int from, int to, double centre) {
        double squares = 0;
        double rest = 0;
        for (int i = from; i < to; i++) {
            double deviation = values[i] - centre;
            squares += deviation * deviation;
            rest += deviation;
        }
        return Math.max(0, squares - rest * rest / (to - from));
    }
}
