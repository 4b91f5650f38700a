package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.json.JsonObject;

/**
 * Long, and the less so the more the price moves.
 *
 * <p>The variance of returns is an exponential mean, so its first values depend on where the
 * candles begin; the warm-up is as long as that takes to fade to a thousandth.
 *
 * @param permille wanted deviation of one row's return, in thousandths
 */
public record VolatilityTarget(int permille) implements Strategy {

    private static final double DECAY = 0.94;
    private static final int WARM_UP = 120;

    public VolatilityTarget {
        if (permille < 1 || permille > 1_000) {
            throw new IllegalArgumentException("1 to 1000 thousandths");
        }
    }

    @Override
    public String id() {
        return "volatility-target";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int warmUp() {
        return WARM_UP;
    }

    @Override
    public JsonObject parameters() {
        return JsonObject.of("permille", permille);
    }

    @Override
    public Targets targets(Market market) {
        int share = Targets.WHOLE / market.columns();
        double[][] variances = new double[market.columns()][];
        for (int column = 0; column < variances.length; column++) {
            variances[column] = variances(market, column);
        }
        return Targets.of(
                market.rows(),
                market.columns(),
                (row, column) ->
                        row < WARM_UP - 1 ? 0 : weight(share, Math.sqrt(variances[column][row])));
    }

    private int weight(int share, double deviation) {
        double part = deviation == 0 ? 1 : Math.min(1, permille / 1_000.0 / deviation);
        return (int) (share * part);
    }

    private static double[] variances(Market market, int column) {
        double[] closes = Windows.closes(market, column);
        double[] variances = new double[closes.length];
        for (int row = 1; row < variances.length; row++) {
            double move = closes[row] / closes[row - 1] - 1;
            variances[row] = DECAY * variances[row - 1] + (1 - DECAY) * move * move;
        }
        return variances;
    }
}
