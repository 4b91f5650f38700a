package io.gatehouse.adapter.risklabs.statistics;

/**
 * The first four moments of a sample and its first autocorrelation, computed in two passes about
 * the mean (a single pass loses all digits on series such as NIST's NumAcc4).
 *
 * @param count number of values, at least one
 * @param mean arithmetic mean
 * @param standardDeviation with divisor n-1; zero for one value
 * @param skewness third central moment over the cube of the root of the second, divisor n; zero for
 *     a constant sample
 * @param excessKurtosis fourth central moment over the square of the second, divisor n, minus 3;
 *     zero for a constant sample
 * @param autocorrelation of lag one about the common mean; zero for a constant sample
 */
public record Moments(
        int count,
        double mean,
        double standardDeviation,
        double skewness,
        double excessKurtosis,
        double autocorrelation) {

    /**
     * The moments of the values.
     *
     * @throws IllegalArgumentException if there are none or one is not finite
     */
    public static Moments of(double[] values) {
        int count = Sample.finite(values, 1).length;
        double mean = Sample.mean(values, 0, count);
        double squares = Sample.squares(values, 0, count, mean);
        if (count == 1 || squares == 0) {
            return new Moments(count, mean, 0, 0, 0, 0);
        }
        double cubes = 0;
        double fourths = 0;
        double products = 0;
        double previous = 0;
        for (double value : values) {
            double deviation = value - mean;
            double square = deviation * deviation;
            cubes += square * deviation;
            fourths += square * square;
            products += deviation * previous;
            previous = deviation;
        }
        double second = squares / count;
        return new Moments(
                count,
                mean,
                Math.sqrt(squares / (count - 1)),
                cubes / count / (second * Math.sqrt(second)),
                fourths / count / (second * second) - 3,
                products / squares);
    }
}
