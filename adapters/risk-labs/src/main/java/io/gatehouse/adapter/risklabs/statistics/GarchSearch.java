package io.gatehouse.adapter.risklabs.statistics;

import java.util.List;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Finds the largest likelihood of a GARCH(1,1) model: quasi-Newton steps (BFGS) in {@link
 * GarchCoordinates}, then Newton steps with the exact Hessian for the last digits.
 *
 * <p>The series is first scaled to unit deviation.
 */
final class GarchSearch {

    private static final int SIZE = GarchLikelihood.SIZE;
    private static final int STEPS = 300;

    /** What a step still promises per value: below one thousandth for a series of a thousand. */
    private static final double FLAT = 1e-6;

    /**
     * Squared slope per value at which a search that ran out of steps is at the top all the same.
     */
    private static final double LEVEL = 1e-8;

    private final GarchLikelihood likelihood;
    private final GarchCoordinates coordinates;
    private boolean converged;

    private GarchSearch(GarchLikelihood likelihood) {
        this.likelihood = likelihood;
        coordinates = new GarchCoordinates(likelihood);
    }

    /**
     * Fits the model to the values from {@code from} to {@code to}, excluded.
     *
     * @param near where to begin, in units of the series
     * @param errors whether standard errors and the last digits are wanted
     */
    static GarchFit fit(
            double[] values, int from, int to, Optional<GarchParameters> near, boolean errors) {
        double mean = Sample.mean(values, from, to);
        double scale = Math.sqrt(Sample.squares(values, from, to, mean) / (to - from));
        if (!(scale > 1e-12 * Math.abs(mean)) || scale == 0) {
            throw new NotEstimableException("a series without variation has no model");
        }
        double[] scaled = new double[to - from];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = values[from + i] / scale;
        }
        GarchLikelihood likelihood = new GarchLikelihood(scaled, 0, scaled.length);
        GarchSearch search = new GarchSearch(likelihood);
        GarchParameters start =
                near.map(p -> rescaled(p, 1 / scale))
                        .orElse(new GarchParameters(mean / scale, 0.05, 0.08, 0.87));
        GarchParameters found = search.climb(start);
        Optional<List<Double>> deviations = Optional.empty();
        if (errors) {
            found = search.polish(found);
            deviations = search.standardErrors(found, scale);
        }
        likelihood.evaluate(found);
        return new GarchFit(
                rescaled(found, scale),
                deviations,
                likelihood.logLikelihood - scaled.length * StrictMath.log(scale),
                likelihood.nextVariance * scale * scale,
                search.converged);
    }

    private static GarchParameters rescaled(GarchParameters p, double scale) {
        return new GarchParameters(
                p.mean() * scale, p.constant() * scale * scale, p.shock(), p.persistence());
    }

    private GarchParameters climb(GarchParameters start) {
        double[] point = GarchCoordinates.of(start);
        double[] slope = new double[SIZE];
        double value = coordinates.evaluate(point, slope);
        double[][] inverse = identity();
        boolean straight = true;
        for (int step = 0; step < STEPS; step++) {
            double[] direction = times(inverse, slope);
            double rise = dot(direction, slope);
            if (!(rise > 0)) {
                inverse = identity();
                direction = slope.clone();
                rise = dot(slope, slope);
            }
            if (rise < 1e-13) {
                converged = true;
                break;
            }
            double length = Math.min(1, 2 / Math.sqrt(dot(direction, direction)));
            double[] nextSlope = new double[SIZE];
            double[] next = GarchCoordinates.moved(point, direction, length);
            double nextValue = coordinates.evaluate(next, nextSlope);
            while (!(nextValue >= value + 1e-4 * length * rise) && length > 1e-10) {
                length *= 0.4;
                next = GarchCoordinates.moved(point, direction, length);
                nextValue = coordinates.evaluate(next, nextSlope);
            }
            if (!(nextValue > value)) {
                // no higher place along the slope that doubles can tell apart
                converged = rise < FLAT;
                if (converged || straight) {
                    break;
                }
                inverse = identity();
                straight = true;
                continue;
            }
            straight = false;
            converged = nextValue - value < 1e-12;
            update(inverse, next, point, nextSlope, slope);
            point = next;
            slope = nextSlope;
            value = nextValue;
            if (converged) {
                break;
            }
        }
        converged |= dot(slope, slope) < LEVEL;
        return GarchCoordinates.parameters(point);
    }

    /** Newton's method; keeps the start where the Hessian is of no help. */
    private GarchParameters polish(GarchParameters start) {
        GarchParameters best = start;
        likelihood.evaluate(best);
        for (int step = 0; step < 20; step++) {
            double value = likelihood.logLikelihood;
            double[] gradient = likelihood.gradient.clone();
            likelihood.evaluateHessian(best);
            Optional<RealMatrix> covariance = covariance();
            if (covariance.isEmpty()) {
                return best;
            }
            double[] move = covariance.orElseThrow().operate(gradient);
            double[] next = best.toArray();
            for (int i = 0; i < SIZE; i++) {
                next[i] += move[i];
            }
            boolean permitted = next[1] > 0 && next[2] > 0 && next[3] > 0 && next[2] + next[3] < 1;
            if (!permitted) {
                return best;
            }
            GarchParameters candidate = new GarchParameters(next[0], next[1], next[2], next[3]);
            if (!likelihood.evaluate(candidate)
                    || likelihood.logLikelihood < value - 1e-9 * Math.abs(value)) {
                return best;
            }
            best = candidate;
            if (dot(move, gradient) < 1e-18) {
                converged = true;
                return best;
            }
        }
        return best;
    }

    private Optional<List<Double>> standardErrors(GarchParameters at, double scale) {
        likelihood.evaluateHessian(at);
        double[] units = {scale, scale * scale, 1, 1};
        return covariance()
                .map(
                        matrix -> {
                            Double[] errors = new Double[SIZE];
                            for (int i = 0; i < SIZE; i++) {
                                errors[i] = units[i] * Math.sqrt(matrix.getEntry(i, i));
                            }
                            return List.of(errors);
                        });
    }

    /** The inverse of the negative Hessian, if that is a covariance at all. */
    private Optional<RealMatrix> covariance() {
        RealMatrix information = new Array2DRowRealMatrix(likelihood.hessian).scalarMultiply(-1);
        LUDecomposition decomposition = new LUDecomposition(information, 0);
        if (!decomposition.getSolver().isNonSingular() || decomposition.getDeterminant() <= 0) {
            return Optional.empty();
        }
        RealMatrix inverse = decomposition.getSolver().getInverse();
        for (int i = 0; i < SIZE; i++) {
            if (!(inverse.getEntry(i, i) > 0) || !(information.getEntry(i, i) > 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(inverse);
    }

    /** The update of Broyden, Fletcher, Goldfarb and Shanno for a maximum. */
    private static void update(
            double[][] inverse, double[] next, double[] point, double[] nextSlope, double[] slope) {
        double[] move = difference(next, point);
        double[] change = difference(slope, nextSlope);
        double along = dot(move, change);
        if (!(along > 1e-14)) {
            return;
        }
        double[] turned = times(inverse, change);
        double factor = (1 + dot(change, turned) / along) / along;
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                inverse[i][j] +=
                        factor * move[i] * move[j]
                                - (turned[i] * move[j] + move[i] * turned[j]) / along;
            }
        }
    }

    private static double[][] identity() {
        double[][] matrix = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            product[i] = dot(matrix[i], vector);
        }
        return product;
    }

    private static double[] difference(double[] left, double[] right) {
        double[] difference = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            difference[i] = left[i] - right[i];
        }
        return difference;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
