package io.gatehouse.adapter.smoke.run;

import java.util.List;

/**
 * What trading came to. Amounts are scaled.
 *
 * @param unfilled orders of the last row, which no open followed
 * @param marks last close of each instrument, by column
 * @param pnl worth at the last closes less the capital
 */
public record BacktestResult(
        int signals, int orders, int unfilled, List<Fill> fills, List<Long> marks, long pnl) {

    public BacktestResult {
        fills = List.copyOf(fills);
        marks = List.copyOf(marks);
    }

    public long fees() {
        return fills.stream().mapToLong(Fill::fee).reduce(0, Money::add);
    }

    public long turnover() {
        return fills.stream()
                .mapToLong(fill -> Money.notional(fill.quantity(), fill.price()))
                .reduce(0, Money::add);
    }
}
