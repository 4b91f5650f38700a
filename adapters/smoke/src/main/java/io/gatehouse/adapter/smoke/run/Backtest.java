package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * Trades targets over a market: each order of a row is filled at the open of the next.
 *
 * <p>No fill uses a price that was known when the order was made. What is ordered on the last row
 * stays unfilled and is counted as that.
 */
public final class Backtest {

    private final Market market;
    private final Targets targets;
    private final Terms terms;
    private final long[] positions;
    private final int[] held;
    private final long[] ordered;
    private final List<Fill> fills = new ArrayList<>();
    private long cash;
    private int signals;
    private int orders;

    private Backtest(Market market, Targets targets, Terms terms) {
        this.market = market;
        this.targets = targets;
        this.terms = terms;
        this.positions = new long[market.columns()];
        this.held = new int[market.columns()];
        this.ordered = new long[market.columns()];
        this.cash = terms.capital();
    }

    /**
     * Trades from a row on.
     *
     * @throws ArithmeticException when a price or an amount cannot be counted exactly
     */
    public static BacktestResult run(Market market, Targets targets, int from, Terms terms) {
        return new Backtest(market, targets, terms).run(from);
    }

    private BacktestResult run(int from) {
        for (int row = from; row < market.rows(); row++) {
            if (row > from) {
                fill(row);
            }
            decide(row);
        }
        int unfilled = 0;
        List<Long> marks = new ArrayList<>();
        for (int column = 0; column < market.columns(); column++) {
            unfilled += ordered[column] == 0 ? 0 : 1;
            marks.add(market.close(market.rows() - 1, column));
        }
        long pnl = Money.add(equity(market.rows() - 1), -terms.capital());
        return new BacktestResult(signals, orders, unfilled, fills, marks, pnl);
    }

    private void fill(int row) {
        for (int column = 0; column < ordered.length; column++) {
            if (ordered[column] == 0) {
                continue;
            }
            boolean buy = ordered[column] > 0;
            long quantity = Math.abs(ordered[column]);
            long open = market.candle(row, column).open();
            long price = Money.slipped(open, buy, terms.slippage());
            long amount = Money.notional(quantity, price);
            long fee = Money.fee(amount, terms.fee());
            fills.add(
                    new Fill(
                            market.time(row - 1),
                            column,
                            market.instrument(column).name(),
                            buy,
                            quantity,
                            open,
                            price,
                            fee));
            cash = Money.add(cash, Money.add(buy ? -amount : amount, -fee));
            positions[column] = Money.add(positions[column], ordered[column]);
            ordered[column] = 0;
        }
    }

    private void decide(int row) {
        long equity = equity(row);
        for (int column = 0; column < held.length; column++) {
            int target = targets.at(row, column);
            if (Math.abs(target - held[column]) < terms.band()) {
                continue;
            }
            signals++;
            held[column] = target;
            long amount = Money.mulDiv(equity, target, Targets.WHOLE);
            long wanted = Money.mulDiv(amount, Candle.SCALE, market.close(row, column));
            long change = Money.add(wanted - wanted % terms.lot(), -positions[column]);
            if (change != 0) {
                orders++;
                ordered[column] = change;
            }
        }
    }

    private long equity(int row) {
        long equity = cash;
        for (int column = 0; column < positions.length; column++) {
            equity =
                    Money.add(equity, Money.notional(positions[column], market.close(row, column)));
        }
        return equity;
    }
}
