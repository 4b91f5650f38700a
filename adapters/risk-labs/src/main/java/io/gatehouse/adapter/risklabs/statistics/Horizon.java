package io.gatehouse.adapter.risklabs.statistics;

/**
 * How long a simulated path is.
 *
 * @param steps number of steps, at least one
 * @param stepsPerDay steps of a trading day, at least one; a last, shorter day counts as a day
 */
public record Horizon(int steps, int stepsPerDay) {

    public Horizon {
        if (steps < 1 || stepsPerDay < 1) {
            throw new IllegalArgumentException(steps + " steps, " + stepsPerDay + " to a day");
        }
    }
}
