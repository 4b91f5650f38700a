package io.gatehouse.demo.standin;

import java.util.ArrayList;
import java.util.List;

/**
 * Hourly closing prices in cents, oldest first.
 *
 * @param synthetic whether they are invented, which every report must say
 * @param source for people
 */
record MarketSeries(List<Long> cents, boolean synthetic, String source) {

    private static final int BARS = 720;
    private static final long START_CENTS = 6_000_000;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;

    MarketSeries {
        cents = List.copyOf(cents);
        if (cents.size() < 100 || cents.stream().anyMatch(price -> price <= 0)) {
            throw new IllegalArgumentException("a series has at least 100 prices, all above zero");
        }
    }

    /** A walk of at most 0.4 % an hour that leans back to its start; the same for the same seed. */
    static MarketSeries invented(long seed) {
        List<Long> cents = new ArrayList<>();
        long state = seed;
        long price = START_CENTS;
        for (int i = 0; i < BARS; i++) {
            state = state * MULTIPLIER + 1_442_695_040_888_963_407L;
            long basisPoints = Math.floorMod(state >> 33, 81L) - 40;
            long lean = (START_CENTS - price) / 200;
            price += price * basisPoints / 10_000 + lean;
            cents.add(price);
        }
        return new MarketSeries(cents, true, "invented, seed " + seed);
    }
}
