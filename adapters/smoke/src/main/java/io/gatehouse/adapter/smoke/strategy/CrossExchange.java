package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Short where an asset is dear and long where it is cheap, while two venues disagree.
 *
 * <p>Each two neighbouring venues of an asset are a pair. Without a pair it gives no signal, which
 * fails the smoke: one venue is no cross-exchange test.
 *
 * @param window rows over which the usual ratio of the two prices is taken, at least 3
 */
public record CrossExchange(int window) implements Strategy {

    private static final double BEYOND = 1.5;

    private record Pair(int one, int other) {}

    public CrossExchange {
        if (window < 3) {
            throw new IllegalArgumentException("window must be at least 3");
        }
    }

    @Override
    public String id() {
        return "cross-exchange";
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
        List<Pair> pairs = pairs(market);
        int share = Targets.WHOLE / Math.max(1, 2 * pairs.size());
        int[][] sums = new int[market.rows()][market.columns()];
        for (Pair pair : pairs) {
            double[] ratios = ratios(market, pair);
            for (int row = window - 1; row < market.rows(); row++) {
                double score = Windows.score(ratios, row, window);
                int side = score > BEYOND ? 1 : score < -BEYOND ? -1 : 0;
                sums[row][pair.one()] -= side * share;
                sums[row][pair.other()] += side * share;
            }
        }
        return Targets.of(market.rows(), market.columns(), (row, column) -> sums[row][column]);
    }

    private static double[] ratios(Market market, Pair pair) {
        double[] ratios = Windows.closes(market, pair.one());
        double[] others = Windows.closes(market, pair.other());
        for (int row = 0; row < ratios.length; row++) {
            ratios[row] /= others[row];
        }
        return ratios;
    }

    private static List<Pair> pairs(Market market) {
        List<Pair> pairs = new ArrayList<>();
        for (int one = 0; one < market.columns(); one++) {
            for (int other = one + 1; other < market.columns(); other++) {
                if (market.instrument(one).asset().equals(market.instrument(other).asset())) {
                    pairs.add(new Pair(one, other));
                    break;
                }
            }
        }
        return pairs;
    }
}
