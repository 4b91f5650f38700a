package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.json.JsonObject;

/**
 * Against the last move, in steps: one step for each standard deviation beyond the first.
 *
 * @param window rows of mean and deviation, at least 3
 */
public record MeanReversion(int window) implements Strategy {

    private static final int STEPS = 3;

    public MeanReversion {
        if (window < 3) {
            throw new IllegalArgumentException("window must be at least 3");
        }
    }

    @Override
    public String id() {
        return "mean-reversion";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int warmUp() {
        return window;
    }

    @Override
    public JsonObject parameters() {
        return JsonObject.of("window", window);
    }

    @Override
    public Targets targets(Market market) {
        int step = Targets.WHOLE / market.columns() / STEPS;
        double[][] closes = Windows.closes(market);
        return Targets.of(
                market.rows(),
                market.columns(),
                (row, column) ->
                        row + 1 < window
                                ? 0
                                : -step * steps(Windows.score(closes[column], row, window)));
    }

    /** Toward zero, so that within one deviation nothing is held. */
    private static int steps(double score) {
        return (int) Math.max(-STEPS, Math.min(STEPS, score));
    }
}
