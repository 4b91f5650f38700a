package io.gatehouse.adapter.liverouter.route;

import java.time.Duration;

/**
 * How a venue is treated.
 *
 * @param ratePerSecond orders per second in the long run, 1 to 100,000
 * @param burst orders at once, 1 to 10,000
 * @param breakerFailures doubts and transient refusals in a row until it is left alone, 1 to 1,000
 * @param breakerOpen how long it is left alone
 * @param messageValidity how long after sending the venue still takes an order
 * @param absenceMargin how much later than that, by the venue's clock, "no such order" is a proof:
 *     what its query side may lag behind its matching
 */
public record VenueRules(
        int ratePerSecond,
        int burst,
        int breakerFailures,
        Duration breakerOpen,
        Duration messageValidity,
        Duration absenceMargin) {

    /** Those of a venue of which the configuration says nothing. */
    public static final VenueRules DEFAULT =
            new VenueRules(
                    10, 20, 5, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(1));

    public VenueRules {
        if (ratePerSecond < 1 || ratePerSecond > 100_000 || burst < 1 || burst > 10_000) {
            throw new IllegalArgumentException("rate 1 to 100000 and burst 1 to 10000");
        }
        if (breakerFailures < 1 || breakerFailures > 1_000) {
            throw new IllegalArgumentException("1 to 1000 failures");
        }
        requireWithin(breakerOpen, 1, 600_000);
        requireWithin(messageValidity, 1, 60_000);
        requireWithin(absenceMargin, 0, 60_000);
    }

    private static void requireWithin(Duration duration, long least, long most) {
        if (duration.compareTo(Duration.ofMillis(least)) < 0
                || duration.compareTo(Duration.ofMillis(most)) > 0) {
            throw new IllegalArgumentException(least + " to " + most + " ms");
        }
    }
}
