package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.core.json.JsonObject;

/**
 * A confidence interval at 95 %, rounded outward to whole units.
 *
 * @param lower not above {@code upper}
 */
public record Interval(long lower, long upper) {

    private static final double Z = 1.959963984540054;
    private static final double MILLION = 1_000_000;

    /**
     * The share of successes in millionths, after Wilson (1927): honest for few tries and for all
     * or none, where the usual interval has no width.
     */
    public static Interval share(long successes, long tries) {
        if (tries <= 0) {
            return new Interval(0, (long) MILLION);
        }
        double n = tries;
        double share = successes / n;
        double centre = share + Z * Z / (2 * n);
        double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        double scale = 1 + Z * Z / n;
        return new Interval(
                (long) Math.max(0, Math.floor((centre - half) / scale * MILLION)),
                (long) Math.min(MILLION, Math.ceil((centre + half) / scale * MILLION)));
    }

    /** The mean of whole numbers by the normal law; for two values or more. */
    public static Interval mean(long[] values) {
        double sum = 0;
        for (long value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (long value : values) {
            squares += (value - mean) * (value - mean);
        }
        double half = Z * Math.sqrt(squares / (values.length - 1) / values.length);
        return new Interval((long) Math.floor(mean - half), (long) Math.ceil(mean + half));
    }

    public JsonObject toJson() {
        return JsonObject.of("lower", lower).with("upper", upper);
    }
}
