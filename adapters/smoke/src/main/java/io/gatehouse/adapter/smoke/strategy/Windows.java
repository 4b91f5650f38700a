package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Candle;
import io.gatehouse.adapter.smoke.candle.Market;

/**
 * Figures over the last rows, each computed from its own window.
 *
 * <p>Sums carried from row to row would round differently when a run starts later; these do not.
 */
final class Windows {

    private Windows() {}

    /** How many standard deviations of the window the last value is from its mean; 0 if flat. */
    static double score(double[] values, int row, int length) {
        double sum = 0;
        for (int i = row - length + 1; i <= row; i++) {
            sum += values[i];
        }
        double mean = sum / length;
        double squares = 0;
        for (int i = row - length + 1; i <= row; i++) {
            double from = values[i] - mean;
            squares += from * from;
        }
        return squares == 0 ? 0 : (values[row] - mean) / Math.sqrt(squares / (length - 1));
    }

    /** The closes of an instrument as fractions of a whole. */
    static double[] closes(Market market, int column) {
        double[] closes = new double[market.rows()];
        for (int row = 0; row < closes.length; row++) {
            closes[row] = (double) market.close(row, column) / Candle.SCALE;
        }
        return closes;
    }

    /** The closes of each instrument, by column. */
    static double[][] closes(Market market) {
        double[][] closes = new double[market.columns()][];
        for (int column = 0; column < closes.length; column++) {
            closes[column] = closes(market, column);
        }
        return closes;
    }
}
