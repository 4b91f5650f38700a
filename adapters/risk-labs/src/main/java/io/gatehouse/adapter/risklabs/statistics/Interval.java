package io.gatehouse.adapter.risklabs.statistics;

/**
 * A confidence interval.
 *
 * @param low lower bound; negative infinity if the sample is too small for one
 * @param high upper bound, not below the lower; infinity if the sample is too small for one
 * @param confidence probability with which such intervals hold the true figure, such as 0.95
 */
public record Interval(double low, double high, double confidence) {

    public Interval {
        if (!(low <= high) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("not an interval: " + low + " to " + high);
        }
    }

    /** Whether both bounds are finite. */
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Whether the figure is within, bounds included. */
    public boolean contains(double figure) {
        return low <= figure && figure <= high;
    }
}
