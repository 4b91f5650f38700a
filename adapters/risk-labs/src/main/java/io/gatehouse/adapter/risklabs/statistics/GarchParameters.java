package io.gatehouse.adapter.risklabs.statistics;

/**
 * The parameters of a GARCH(1,1) model with constant mean (Bollerslev, 1986, Journal of
 * Econometrics 31).
 *
 * @param mean of a return (mu)
 * @param constant of the variance (omega), positive
 * @param shock weight of the last squared error (alpha), not negative
 * @param persistence weight of the last variance (beta), not negative
 */
public record GarchParameters(double mean, double constant, double shock, double persistence) {

    public GarchParameters {
        if (!Double.isFinite(mean) || !(constant > 0) || !(shock >= 0) || !(persistence >= 0)) {
            throw new IllegalArgumentException("not the parameters of a GARCH(1,1) model");
        }
    }

    double next(double value, double variance) {
        double error = value - mean;
        return constant + shock * error * error + persistence * variance;
    }

    double[] toArray() {
        return new double[] {mean, constant, shock, persistence};
    }
}
