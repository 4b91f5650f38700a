package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * All strategies at once on one capital: the mean of their targets, held within limits.
 *
 * <p>Where too many instruments are wanted, those later in the order are left out; where the sum is
 * too great, all are lowered alike.
 */
public record Combined(List<Strategy> strategies, PortfolioLimits limits) implements Strategy {

    public static final String ID = "portfolio";

    public Combined {
        strategies = List.copyOf(strategies);
        if (strategies.isEmpty()) {
            throw new IllegalArgumentException("a portfolio of nothing");
        }
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public int warmUp() {
        return strategies.stream().mapToInt(Strategy::warmUp).max().orElseThrow();
    }

    @Override
    public JsonObject parameters() {
        return JsonObject.of("limits", limits.toJson())
                .with(
                        "strategies",
                        strategies.stream()
                                .map(s -> JsonValue.of(s.id() + "/" + s.version()))
                                .toList());
    }

    @Override
    public Targets targets(Market market) {
        List<Targets> all = new ArrayList<>();
        strategies.forEach(strategy -> all.add(TargetRun.of(strategy, market)));
        int[][] rows = new int[market.rows()][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = within(mean(all, row, market.columns()));
        }
        return Targets.of(market.rows(), market.columns(), (row, column) -> rows[row][column]);
    }

    private static int[] mean(List<Targets> all, int row, int columns) {
        int[] mean = new int[columns];
        for (int column = 0; column < columns; column++) {
            long sum = 0;
            for (Targets targets : all) {
                sum += targets.at(row, column);
            }
            mean[column] = (int) (sum / all.size());
        }
        return mean;
    }

    private int[] within(int[] weights) {
        int open = 0;
        long gross = 0;
        for (int i = 0; i < weights.length; i++) {
            int clipped = Math.max(-limits.position(), Math.min(limits.position(), weights[i]));
            open += clipped == 0 ? 0 : 1;
            weights[i] = open > limits.open() ? 0 : clipped;
            gross += Math.abs(weights[i]);
        }
        if (gross > limits.gross()) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (int) ((long) weights[i] * limits.gross() / gross);
            }
        }
        return weights;
    }
}
