package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.json.JsonObject;

/**
 * Long while the short mean of closes is above the long one, short while it is below.
 *
 * @param fast rows of the short mean
 * @param slow rows of the long mean, more than {@code fast}
 */
public record TrendFollowing(int fast, int slow) implements Strategy {

    /** Leaves six decimals, so that sums over long series and their products fit. */
    private static final long ROUNDING = 100;

    public TrendFollowing {
        if (fast < 1 || slow <= fast) {
            throw new IllegalArgumentException("fast must be at least 1 and below slow");
        }
    }

    @Override
    public String id() {
        return "trend-following";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int warmUp() {
        return slow;
    }

    @Override
    public JsonObject parameters() {
        return JsonObject.of("fast", fast).with("slow", slow);
    }

    @Override
    public Targets targets(Market market) {
        int share = Targets.WHOLE / market.columns();
        long[][] sums = new long[market.columns()][];
        for (int column = 0; column < sums.length; column++) {
            sums[column] = sums(market, column);
        }
        return Targets.of(
                market.rows(),
                market.columns(),
                (row, column) -> row + 1 < slow ? 0 : share * Long.signum(lead(sums[column], row)));
    }

    /** The difference of the means times both lengths, in whole numbers. */
    private long lead(long[] sums, int row) {
        long near = sums[row + 1] - sums[row + 1 - fast];
        long far = sums[row + 1] - sums[row + 1 - slow];
        return Math.subtractExact(
                Math.multiplyExact(near, (long) slow), Math.multiplyExact(far, (long) fast));
    }

    /**
     * Sums of the closes before each row; whole numbers, so that it matters not where they begin.
     */
    private static long[] sums(Market market, int column) {
        long[] sums = new long[market.rows() + 1];
        for (int row = 0; row < market.rows(); row++) {
            sums[row + 1] = Math.addExact(sums[row], market.close(row, column) / ROUNDING);
        }
        return sums;
    }
}
