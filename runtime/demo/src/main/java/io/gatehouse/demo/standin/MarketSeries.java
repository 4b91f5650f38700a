package io.gatehouse.demo.standin;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Hourly closing prices in cents, oldest first.
 *
 * @param synthetic whether they are invented, which every report must say
 * @param source for people
 */
record MarketSeries(List<Long> cents, boolean synthetic, String source) {

    /**
     * Real prices, when somebody puts them there: one decimal number a line; {@code #} begins a
     * comment.
     */
    static final String FILE = "data/market/closes.csv";

    private static final int BARS = 720;
    private static final long START_CENTS = 6_000_000;
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final int MOST_BARS = 100_000;

    MarketSeries {
        cents = List.copyOf(cents);
        if (cents.size() < 100 || cents.stream().anyMatch(price -> price <= 0)) {
            throw new IllegalArgumentException("a series has at least 100 prices, all above zero");
        }
    }

    /** The prices of the workspace, or invented ones when it has none. */
    static MarketSeries of(StandInRun run) throws IOException {
        if (!Files.exists(run.file(FILE))) {
            return invented(42);
        }
        List<Long> cents = new ArrayList<>();
        for (String line :
                new String(run.read(FILE), StandardCharsets.UTF_8)
                        .lines()
                        .limit(MOST_BARS)
                        .toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                cents.add(new BigDecimal(line.strip()).movePointRight(2).longValue());
            }
        }
        return new MarketSeries(cents, false, FILE);
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

    /** The same with one price that falls to two fifths: what a risk limit is for. */
    MarketSeries withCrash() {
        List<Long> crashed = new ArrayList<>(cents);
        int at = crashed.size() / 2;
        crashed.set(at, crashed.get(at) * 2 / 5);
        return new MarketSeries(crashed, synthetic, source + ", with a crash");
    }
}
