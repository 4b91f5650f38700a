package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.Dice;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.Money;
import io.gatehouse.adapter.smoke.run.Signal;
import io.gatehouse.adapter.smoke.run.TargetRun;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * A paper run of our own: each strategy sees one candle after the other and never a later one.
 *
 * <p>Fills come at the next open, a little better or worse than assumed, and a few orders stay
 * open. Where a paper runtime wrote a log, that log is compared and this is not used. Deterministic
 * by its seed.
 */
public final class PaperSimulation {

    /** Greatest number of rows: each row computes all targets up to it anew. */
    public static final int MOST_ROWS = 2_000;

    private static final int UNFILLED_OF_THOUSAND = 10;
    private static final int SPREAD = 3;

    private final Market market;
    private final Terms terms;
    private final Dice dice;
    private final StringBuilder log = new StringBuilder();
    private int orders;

    private PaperSimulation(Market market, Terms terms, long seed) {
        this.market = market;
        this.terms = terms;
        this.dice = new Dice(seed);
    }

    /** The log as the paper runtime would write it; see {@link PaperLogReader}. */
    public static byte[] run(Market market, List<Strategy> strategies, Terms terms, long seed) {
        if (market.rows() > MOST_ROWS) {
            throw new IllegalArgumentException("at most " + MOST_ROWS + " rows");
        }
        PaperSimulation simulation = new PaperSimulation(market, terms, seed);
        strategies.forEach(simulation::run);
        return simulation.log.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void run(Strategy strategy) {
        int[] held = new int[market.columns()];
        for (int row = strategy.warmUp(); row < market.rows(); row++) {
            Targets targets = TargetRun.of(strategy, market.head(row + 1));
            for (int column = 0; column < held.length; column++) {
                int target = targets.at(row, column);
                if (Math.abs(target - held[column]) >= terms.band()) {
                    String name = market.instrument(column).name();
                    signal(new Signal(strategy.id(), name, market.time(row), target));
                    order(strategy, row, column, target - held[column]);
                    held[column] = target;
                }
            }
        }
    }

    private void signal(Signal signal) {
        line(
                JsonObject.builder()
                        .put("type", "signal")
                        .put("strategy", signal.strategy())
                        .put("instrument", signal.instrument())
                        .put("time", Instant.ofEpochMilli(signal.time()).toString())
                        .put("target", signal.target())
                        .build());
    }

    private void order(Strategy strategy, int row, int column, int change) {
        long amount = Money.mulDiv(terms.capital(), Math.abs(change), Targets.WHOLE);
        long raw = Money.mulDiv(amount, Candle.SCALE, market.close(row, column));
        long quantity = raw - raw % terms.lot();
        if (quantity == 0) {
            return;
        }
        orders++;
        String side = change > 0 ? "buy" : "sell";
        JsonObject.Builder order =
                JsonObject.builder()
                        .put("type", "order")
                        .put("order_id", "o-" + orders)
                        .put("strategy", strategy.id())
                        .put("instrument", market.instrument(column).name())
                        .put("time", Instant.ofEpochMilli(market.time(row)).toString())
                        .put("side", side)
                        .put("quantity", quantity);
        line(order.build());
        if (row + 1 == market.rows() || dice.below(1_000) < UNFILLED_OF_THOUSAND) {
            return;
        }
        int slippage = Math.max(0, terms.slippage() + dice.below(2 * SPREAD + 1) - SPREAD);
        long open = market.candle(row + 1, column).open();
        line(
                JsonObject.builder()
                        .put("type", "fill")
                        .put("fill_id", "f-" + orders)
                        .put("order_id", "o-" + orders)
                        .put("instrument", market.instrument(column).name())
                        .put("side", side)
                        .put("quantity", quantity)
                        .put("price", Money.slipped(open, change > 0, slippage))
                        .build());
    }

    private void line(JsonObject line) {
        log.append(CanonicalJson.text(line)).append('\n');
    }
}
