package io.gatehouse.adapter.risklabs.statistics;

/**
 * Coordinates of the parameters of a GARCH(1,1) model that cannot leave the permitted region: the
 * mean, the logarithm of the constant, and the logits of the sum of both weights and of the share
 * of the shock in it.
 *
 * <p>Each but the mean has an end beyond which the model does not change any more. A search stops
 * there in that coordinate: it would run on for ever towards a shock of zero, and leave the others
 * where they are.
 */
final class GarchCoordinates {

    private static final int SIZE = GarchLikelihood.SIZE;

    /** Ends of the coordinates, for a series of unit deviation. */
    private static final double[] LOWEST = {Double.NEGATIVE_INFINITY, -35, -12, -12};

    private static final double[] HIGHEST = {Double.POSITIVE_INFINITY, 5, 12, 12};

    private final GarchLikelihood likelihood;

    GarchCoordinates(GarchLikelihood likelihood) {
        this.likelihood = likelihood;
    }

    /** Mean log-likelihood and its slope in the coordinates. */
    double evaluate(double[] point, double[] slope) {
        GarchParameters at = parameters(point);
        if (!likelihood.evaluate(at)) {
            return Double.NEGATIVE_INFINITY;
        }
        double sum = at.shock() + at.persistence();
        double share = at.shock() / sum;
        double[] g = likelihood.gradient;
        slope[0] = g[0];
        slope[1] = g[1] * at.constant();
        slope[2] = (g[2] * share + g[3] * (1 - share)) * sum * (1 - sum);
        slope[3] = (g[2] - g[3]) * sum * share * (1 - share);
        for (int i = 0; i < SIZE; i++) {
            slope[i] /= likelihood.count();
            boolean outwards = slope[i] < 0 ? point[i] <= LOWEST[i] : point[i] >= HIGHEST[i];
            slope[i] = outwards ? 0 : slope[i];
        }
        return likelihood.logLikelihood / likelihood.count();
    }

    static double[] of(GarchParameters p) {
        double sum = Math.min(0.9999, Math.max(1e-3, p.shock() + p.persistence()));
        double share = Math.min(0.999, Math.max(1e-3, p.shock() / (p.shock() + p.persistence())));
        return new double[] {p.mean(), StrictMath.log(p.constant()), logit(sum), logit(share)};
    }

    /** The point so far along a direction, but not beyond the ends. */
    static double[] moved(double[] point, double[] direction, double length) {
        double[] moved = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double free = point[i] + length * direction[i];
            moved[i] = Math.min(HIGHEST[i], Math.max(LOWEST[i], free));
        }
        return moved;
    }

    static GarchParameters parameters(double[] point) {
        double sum = logistic(point[2]);
        double share = logistic(point[3]);
        double constant = StrictMath.exp(point[1]);
        return new GarchParameters(point[0], constant, sum * share, sum * (1 - share));
    }

    private static double logit(double p) {
        return StrictMath.log(p / (1 - p));
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
