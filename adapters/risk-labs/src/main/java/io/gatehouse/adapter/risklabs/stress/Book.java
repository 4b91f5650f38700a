package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Depth;
import java.util.Arrays;
import java.util.Optional;

/**
 * One side of an order book in bands: how much can be traded within so many basis points of the
 * middle.
 *
 * <p>The arrays are not copied and may not be written. Thread-safe.
 *
 * @param bandBps distances from the middle, rising and above zero
 * @param quantity cumulative quantity within each distance, not falling, 0 or more
 */
@SuppressWarnings("ArrayRecordComponent") // columns; never compared
public record Book(double[] bandBps, double[] quantity) {

    /** A side of the book. */
    public enum Side {
        /** Standing buyers, into whom is sold. */
        BID,
        /** Standing sellers, from whom is bought. */
        ASK
    }

    /**
     * A quantity that was walked through the book.
     *
     * @param filled within the bands
     * @param beyond what the bands did not hold
     * @param costBps cost of the filled part as a distance from the middle, averaged over it
     * @param deepestBps distance of the last band
     */
    public record Walk(double filled, double beyond, double costBps, double deepestBps) {}

    public Book {
        if (bandBps.length == 0 || bandBps.length != quantity.length) {
            throw new IllegalArgumentException("a book has a band, and a quantity of each");
        }
        for (int i = 0; i < bandBps.length; i++) {
            boolean rising = i == 0 || (bandBps[i] > bandBps[i - 1]);
            boolean cumulative = i == 0 || quantity[i] >= quantity[i - 1];
            if (!rising
                    || !cumulative
                    || !(bandBps[0] > 0)
                    || !(quantity[i] >= 0)
                    || !Double.isFinite(bandBps[i])
                    || !Double.isFinite(quantity[i])) {
                throw new IllegalArgumentException("the bands of a book do not rise");
            }
        }
    }

    /**
     * The ordinary book: of each band the median over the snapshots, the lower of the two middle
     * ones where their number is even. Empty when there is no snapshot.
     *
     * <p>A median of cumulative quantities is cumulative again, since a larger band holds at least
     * as much in every snapshot.
     */
    public static Optional<Book> median(Depth depth, Side side) {
        if (depth.size() == 0) {
            return Optional.empty();
        }
        double[][] rows = side == Side.BID ? depth.bidQuantity() : depth.askQuantity();
        double[] median = new double[depth.bandBps().length];
        double[] column = new double[rows.length];
        for (int band = 0; band < median.length; band++) {
            for (int row = 0; row < rows.length; row++) {
                column[row] = rows[row][band];
            }
            Arrays.sort(column);
            median[band] = column[(column.length - 1) / 2];
        }
        return Optional.of(new Book(depth.bandBps(), median));
    }

    /**
     * The same book in units of another price: what it holds is worth as much.
     *
     * @param middle price at which it was recorded, above 0
     * @param price of the units that are wanted, above 0
     */
    Book priced(double middle, double price) {
        double[] scaled = new double[quantity.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = quantity[i] * (middle / price);
        }
        return new Book(bandBps, scaled);
    }

    /**
     * Trades a quantity into a part of the book.
     *
     * <p>Where within a band the orders stand is not recorded, so every unit of a band is priced at
     * the band's far edge: the cost is an upper bound of what this book allows.
     *
     * @param wanted 0 or more
     * @param factor what part of every band is left, above 0, at most 1
     */
    public Walk walk(double wanted, double factor) {
        if (!(wanted >= 0) || !(factor > 0) || factor > 1) {
            throw new IllegalArgumentException("no quantity, or no part of a book");
        }
        double filled = 0;
        double cost = 0;
        for (int band = 0; band < bandBps.length && filled < wanted; band++) {
            double reached = Math.min(wanted, quantity[band] * factor);
            if (reached > filled) {
                cost += (reached - filled) * bandBps[band];
                filled = reached;
            }
        }
        return new Walk(
                filled,
                wanted - filled,
                filled == 0 ? 0 : cost / filled,
                bandBps[bandBps.length - 1]);
    }
}
