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
        return Targets.of(
                market.rows(),
                market.columns(),
                (row, column) ->
                        row + 1 < slow ? 0 : share * Long.signum(lead(market, row, column)));
    }

    /** The difference of the means times both lengths, in whole numbers. */
    private long lead(Market market, int row, int column) {
        long near = sum(market, row, column, fast);
        long far = sum(market, row, column, slow);
        return Math.subtractExact(
                Math.multiplyExact(near, (long) slow), Math.multiplyExact(far, (long) fast));
    }

    private static long sum(Market market, int row, int column, int length) {
        long sum = 0;
        for (int i = row - length + 1; i <= row; i++) {
            sum = Math.addExact(sum, market.close(i, column) / 100);
        }
        return sum;
    }
}
