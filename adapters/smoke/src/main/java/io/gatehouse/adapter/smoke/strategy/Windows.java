package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.Market;
import java.util.function.IntToDoubleFunction;

/**
 * Figures over the last rows, each computed from its own window.
 *
 * <p>Sums carried from row to row would round differently when a run starts later; these do not.
 */
final class Windows {

    private Windows() {}

    static double mean(IntToDoubleFunction value, int row, int length) {
        double sum = 0;
        for (int i = row - length + 1; i <= row; i++) {
            sum += value.applyAsDouble(i);
        }
        return sum / length;
    }

    /** How many standard deviations of the window the last value is from its mean; 0 if flat. */
    static double score(IntToDoubleFunction value, int row, int length) {
        double mean = mean(value, row, length);
        double squares = 0;
        for (int i = row - length + 1; i <= row; i++) {
            double from = value.applyAsDouble(i) - mean;
            squares += from * from;
        }
        return squares == 0
                ? 0
                : (value.applyAsDouble(row) - mean) / Math.sqrt(squares / (length - 1));
    }

    static double close(Market market, int row, int column) {
        return (double) market.close(row, column) / Candle.SCALE;
    }
}
