package io.gatehouse.adapter.risklabs.statistics;

import java.util.Arrays;

/**
 * The normal log-likelihood of a GARCH(1,1) model with its exact first and second derivatives
 * (Fiorentini, Calzolari and Panattoni, 1996). Before the first value stand the mean of the squared
 * errors as variance and as squared error, which depends on the mean too.
 *
 * <p>Parameters are in the order mean, constant, shock, persistence. Not thread-safe: the fields
 * are those of the last evaluation.
 */
final class GarchLikelihood {

    static final int SIZE = 4;
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    private final double[] values;
    private final int from;
    private final int to;

    double logLikelihood;
    double nextVariance;
    final double[] gradient = new double[SIZE];
    final double[][] hessian = new double[SIZE][SIZE];

    GarchLikelihood(double[] values, int from, int to) {
        this.values = values;
        this.from = from;
        this.to = to;
    }

    int count() {
        return to - from;
    }

    private double[] presample(double mean) {
        double sum = 0;
        double squares = 0;
        for (int t = from; t < to; t++) {
            double error = values[t] - mean;
            sum += error;
            squares += error * error;
        }
        return new double[] {squares / count(), -2 * sum / count()};
    }

    /** Sets log-likelihood, gradient and next variance; false if a variance is not positive. */
    boolean evaluate(GarchParameters at) {
        double[] start = presample(at.mean());
        double variance = start[0];
        double square = start[0];
        double error = 0;
        double dMean = start[1];
        double dConstant = 0;
        double dShock = 0;
        double dPersistence = 0;
        double g0 = 0;
        double g1 = 0;
        double g2 = 0;
        double g3 = 0;
        double sum = 0;
        double product = 1;
        for (int t = from; t < to; t++) {
            double squareSlope = t == from ? start[1] : -2 * error;
            dMean = at.shock() * squareSlope + at.persistence() * dMean;
            dConstant = 1 + at.persistence() * dConstant;
            dShock = square + at.persistence() * dShock;
            dPersistence = variance + at.persistence() * dPersistence;
            variance = at.constant() + at.shock() * square + at.persistence() * variance;
            error = values[t] - at.mean();
            square = error * error;
            double inverse = 1 / variance;
            double weight = 0.5 * inverse * (square * inverse - 1);
            g0 += weight * dMean + error * inverse;
            g1 += weight * dConstant;
            g2 += weight * dShock;
            g3 += weight * dPersistence;
            sum += square * inverse;
            // one logarithm for several variances: their product is still far from the limits
            product *= variance;
            if (!(product > 1e-200 && product < 1e200)) {
                sum += StrictMath.log(product);
                product = 1;
            }
        }
        sum += StrictMath.log(product);
        logLikelihood = -0.5 * (sum + count() * LOG_TWO_PI);
        nextVariance = at.constant() + at.shock() * square + at.persistence() * variance;
        gradient[0] = g0;
        gradient[1] = g1;
        gradient[2] = g2;
        gradient[3] = g3;
        return Double.isFinite(logLikelihood) && nextVariance > 0;
    }

    /** Sets the matrix of second derivatives. */
    void evaluateHessian(GarchParameters at) {
        double[] start = presample(at.mean());
        double variance = start[0];
        double square = start[0];
        double error = 0;
        double[] slope = {start[1], 0, 0, 0};
        double[][] bend = new double[SIZE][SIZE];
        bend[0][0] = 2;
        double[] next = new double[SIZE];
        for (double[] row : hessian) {
            Arrays.fill(row, 0);
        }
        for (int t = from; t < to; t++) {
            double squareSlope = t == from ? start[1] : -2 * error;
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j <= i; j++) {
                    bend[i][j] *= at.persistence();
                }
            }
            for (int i = 0; i < SIZE; i++) {
                bend[SIZE - 1][i] += i == SIZE - 1 ? 2 * slope[i] : slope[i];
            }
            bend[0][0] += 2 * at.shock();
            bend[2][0] += squareSlope;
            next[0] = at.shock() * squareSlope + at.persistence() * slope[0];
            next[1] = 1 + at.persistence() * slope[1];
            next[2] = square + at.persistence() * slope[2];
            next[3] = variance + at.persistence() * slope[3];
            System.arraycopy(next, 0, slope, 0, SIZE);
            variance = at.constant() + at.shock() * square + at.persistence() * variance;
            error = values[t] - at.mean();
            square = error * error;
            double inverse = 1 / variance;
            double ratio = square * inverse;
            double onBend = 0.5 * inverse * (ratio - 1);
            double onSlopes = inverse * inverse * (0.5 - ratio);
            for (int i = 0; i < SIZE; i++) {
                for (int j = 0; j <= i; j++) {
                    hessian[i][j] += onBend * bend[i][j] + onSlopes * slope[i] * slope[j];
                }
                hessian[i][0] -= error * inverse * inverse * slope[i];
            }
            hessian[0][0] -= inverse + error * inverse * inverse * slope[0];
        }
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < i; j++) {
                hessian[j][i] = hessian[i][j];
            }
        }
    }
}
