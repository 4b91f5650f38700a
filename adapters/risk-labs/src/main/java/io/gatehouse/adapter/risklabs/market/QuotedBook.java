package io.gatehouse.adapter.risklabs.market;

import java.util.Arrays;

/**
 * An order book of one band out of quotes: what stood at the best prices when a bar ended.
 *
 * <p>Quotes tell nothing of what lay behind the best prices, so the book ends there and the rest of
 * a position is charged by the impact law. The band's distance is the median of half the spread,
 * since the book that is walked is a median over the rows too. Stateless.
 */
final class QuotedBook {

    private static final double BASIS_POINTS = 10_000;

    /** A spread of nothing is a locked or crossed market, which the quality gate refuses. */
    private static final double NARROWEST_BPS = 0.000_1;

    private QuotedBook() {}

    /**
     * The book.
     *
     * @param opens when each bar began, in milliseconds since 1970
     * @param length of a bar in milliseconds: a quote is that of the bar's end
     */
    static Depth of(
            String symbol,
            long[] opens,
            long length,
            double[] bid,
            double[] bidSize,
            double[] ask,
            double[] askSize) {
        long[] ends = new long[opens.length];
        double[] halves = new double[opens.length];
        double[][] bids = new double[opens.length][];
        double[][] asks = new double[opens.length][];
        for (int row = 0; row < opens.length; row++) {
            ends[row] = opens[row] + length;
            halves[row] = (ask[row] - bid[row]) / (ask[row] + bid[row]) * BASIS_POINTS;
            bids[row] = new double[] {bidSize[row]};
            asks[row] = new double[] {askSize[row]};
        }
        Arrays.sort(halves);
        double median = halves.length == 0 ? 0 : halves[(halves.length - 1) / 2];
        return new Depth(
                symbol,
                ends,
                bid,
                ask,
                new double[] {median > NARROWEST_BPS ? median : NARROWEST_BPS},
                bids,
                asks);
    }
}
