package io.gatehouse.adapter.risklabs.statistics;

/**
 * Merton's jump diffusion (1976, Journal of Financial Economics 3) of the logarithm of a value: a
 * normal step, and now and then normally distributed jumps that arrive as a Poisson process.
 *
 * @param drift mean of the logarithmic return of a step without a jump
 * @param volatility standard deviation of a step without a jump, not negative
 * @param intensity expected jumps per step, 0 to 10
 * @param jumpMean mean of a jump's logarithmic return
 * @param jumpDeviation standard deviation of a jump's logarithmic return, not negative
 */
public record JumpDiffusion(
        double drift, double volatility, double intensity, double jumpMean, double jumpDeviation)
        implements PathModel {

    /** A return farther from zero than so many robust deviations counts as a jump. */
    private static final double THRESHOLD = 4;

    public JumpDiffusion {
        if (!Double.isFinite(drift)
                || !Double.isFinite(jumpMean)
                || !(volatility >= 0 && volatility < 1e6)
                || !(jumpDeviation >= 0 && jumpDeviation < 1e6)
                || !(intensity >= 0 && intensity <= 10)) {
            throw new IllegalArgumentException("not the parameters of a jump diffusion");
        }
    }

    /**
     * The model of a series, in three steps.
     *
     * <p>The deviation without jumps is taken from bipower variation (Barndorff-Nielsen and
     * Shephard, 2004), which single jumps hardly move. Returns more than four of those from the
     * mean are jumps (a threshold as of Mancini, 2009); their share, mean and deviation are those
     * of the model, the mean measured from that of the other returns. Drift and volatility are then
     * set so that mean and variance of the model are those of the series.
     *
     * @param returns simple returns of the steps, above -1, at least ten
     * @throws NotEstimableException if all are equal
     * @throws IllegalArgumentException if a return is not finite or loses everything
     */
    public static JumpDiffusion of(double[] returns) {
        double[] logs = Sample.logarithms(returns, 10);
        Moments all = Moments.of(logs);
        if (all.standardDeviation() == 0) {
            throw new NotEstimableException("a series without variation has no model");
        }
        double products = 0;
        for (int i = 1; i < logs.length; i++) {
            products += Math.abs(logs[i] - all.mean()) * Math.abs(logs[i - 1] - all.mean());
        }
        double robust = Math.sqrt(products * Math.PI / 2 / (logs.length - 1));
        double calm = 0;
        int jumps = 0;
        double jumpSum = 0;
        for (double value : logs) {
            if (Math.abs(value - all.mean()) > THRESHOLD * robust) {
                jumps++;
                jumpSum += value;
            } else {
                calm += value;
            }
        }
        double variance = all.standardDeviation() * all.standardDeviation();
        if (jumps == 0 || jumps > logs.length / 2) {
            return new JumpDiffusion(all.mean(), all.standardDeviation(), 0, 0, 0);
        }
        double calmMean = calm / (logs.length - jumps);
        double jumpMean = jumpSum / jumps - calmMean;
        double squares = 0;
        for (double value : logs) {
            if (Math.abs(value - all.mean()) > THRESHOLD * robust) {
                double deviation = value - calmMean - jumpMean;
                squares += deviation * deviation;
            }
        }
        double intensity = (double) jumps / logs.length;
        double second = jumpMean * jumpMean + squares / jumps;
        return new JumpDiffusion(
                all.mean() - intensity * jumpMean,
                Math.sqrt(Math.max(0, variance - intensity * second)),
                intensity,
                jumpMean,
                Math.sqrt(squares / jumps));
    }

    /** The moments of the logarithmic return over some steps, in closed form. */
    public Cumulants cumulants(int steps) {
        double m = jumpMean;
        double s = jumpDeviation * jumpDeviation;
        double jumps = intensity * steps;
        return new Cumulants(
                drift * steps + jumps * m,
                volatility * volatility * steps + jumps * (m * m + s),
                jumps * (m * m * m + 3 * m * s),
                jumps * (m * m * m * m + 6 * m * m * s + 3 * s * s));
    }

    @Override
    public void draw(PathRandom random, Horizon horizon, PathStatistics.Builder figures) {
        double value = 0;
        double peak = 0;
        double drawdown = 0;
        double worstDay = Double.POSITIVE_INFINITY;
        double arrival =
                intensity == 0 ? Double.POSITIVE_INFINITY : random.exponential() / intensity;
        int done = 0;
        while (done < horizon.steps()) {
            int dayEnd = Math.min(horizon.steps(), done + horizon.stepsPerDay());
            double dayStart = value;
            while (done < dayEnd) {
                // the steps up to the one in which the next jump arrives
                int calmEnd = arrival < dayEnd ? (int) arrival : dayEnd;
                for (; done < calmEnd; done++) {
                    value += drift + volatility * random.normal();
                    if (value > peak) {
                        peak = value;
                    } else if (peak - value > drawdown) {
                        drawdown = peak - value;
                    }
                }
                if (done < dayEnd) {
                    value += drift + volatility * random.normal();
                    while (arrival < done + 1) {
                        value += jumpMean + jumpDeviation * random.normal();
                        arrival += random.exponential() / intensity;
                    }
                    if (value > peak) {
                        peak = value;
                    } else if (peak - value > drawdown) {
                        drawdown = peak - value;
                    }
                    done++;
                }
            }
            worstDay = Math.min(worstDay, value - dayStart);
        }
        figures.add(value, drawdown, worstDay);
    }

    /**
     * The first four cumulants of a distribution.
     *
     * @param mean the first
     * @param variance the second
     * @param third the third central moment
     * @param fourth the fourth central moment less three squared variances
     */
    public record Cumulants(double mean, double variance, double third, double fourth) {

        /** Zero for a variance of zero. */
        public double skewness() {
            return variance == 0 ? 0 : third / (variance * Math.sqrt(variance));
        }

        /** Zero for a variance of zero. */
        public double excessKurtosis() {
            return variance == 0 ? 0 : fourth / (variance * variance);
        }
    }
}
