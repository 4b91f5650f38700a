package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What one strategy did in all cycles, and what the checks of it saw.
 *
 * @param first digest of the targets over the whole market
 * @param second the same, asked again
 */
public record StrategyRun(
        Strategy strategy,
        List<Cycle> cycles,
        List<CutPoint> cuts,
        List<LaterStart> laterStarts,
        Digest first,
        Digest second) {

    public StrategyRun {
        cycles = List.copyOf(cycles);
        cuts = List.copyOf(cuts);
        laterStarts = List.copyOf(laterStarts);
    }

    /** Sums over the cycles, by name: the figures that have an expectation. */
    public SortedMap<String, Long> figures() {
        SortedMap<String, Long> figures = new TreeMap<>();
        figures.put("signals", sum(BacktestResult::signals));
        figures.put("orders", sum(BacktestResult::orders));
        figures.put("trades", sum(result -> result.fills().size()));
        figures.put("fees", sum(BacktestResult::fees));
        figures.put("turnover", sum(BacktestResult::turnover));
        figures.put("pnl", sum(BacktestResult::pnl));
        return figures;
    }

    private long sum(ToLongFunction<BacktestResult> figure) {
        return cycles.stream().map(Cycle::result).mapToLong(figure).reduce(0, Money::add);
    }

    /** The run as the report bears it. */
    public JsonObject toJson(List<String> instruments) {
        JsonObject parameters = strategy.parameters();
        return JsonObject.builder()
                .put("strategy", strategy.id())
                .put("version", strategy.version())
                .put("warm_up", strategy.warmUp())
                .put("parameters", parameters)
                .put("parameters_sha384", Digest.of(parameters).value())
                .put("figures", JsonValue.of(figures()))
                .put("cycles", array(cycles.stream().map(c -> c.toJson(instruments)).toList()))
                .put("look_ahead", array(cuts.stream().map(CutPoint::toJson).toList()))
                .put("later_starts", array(laterStarts.stream().map(LaterStart::toJson).toList()))
                .put("targets_sha384", List.of(first.value(), second.value()))
                .build();
    }

    private static JsonArray array(List<JsonObject> objects) {
        return new JsonArray(List.copyOf(objects));
    }
}
