package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.Holding;
import java.util.Arrays;
import java.util.Optional;

/**
 * A holding with all that is known of its market.
 *
 * @param holding the position
 * @param figures of its bars, where they suffice
 * @param book the ordinary book of the side that the position is closed into, where recorded, in
 *     units of the holding's price
 * @param delays of its feed, where recorded
 * @param synthetic whether any of these was made up
 */
record Exposure(
        Holding holding,
        Optional<BarFigures> figures,
        Optional<Book> book,
        Optional<DelayDistribution> delays,
        boolean synthetic) {

    private static final long DAY = 86_400_000L;

    static Exposure of(Holding holding, StressMarket market) {
        String symbol = holding.symbol();
        MarketData.Instrument instrument = market.instrument(symbol);
        Book.Side side = holding.direction() > 0 ? Book.Side.BID : Book.Side.ASK;
        return new Exposure(
                holding,
                BarFigures.of(instrument.bars()),
                instrument.depth().flatMap(depth -> book(depth, side, holding)),
                instrument.latencies().flatMap(DelayDistribution::of),
                instrument.synthetic()
                        || market.syntheticDepth().contains(symbol)
                        || market.syntheticLatency().contains(symbol));
    }

    private static Optional<Book> book(Depth depth, Book.Side side, Holding holding) {
        double[] middles = new double[depth.size()];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = (depth.bestBid()[i] + depth.bestAsk()[i]) / 2;
        }
        Arrays.sort(middles);
        double middle = middles.length == 0 ? 0 : middles[(middles.length - 1) / 2];
        // a book without prices can not be compared with a position: as good as none
        if (!(middle > 0) || !Double.isFinite(middle)) {
            return Optional.empty();
        }
        return Book.median(depth, side)
                .map(book -> book.priced(middle, holding.price().doubleValue()));
    }

    /** What a reader must know of the recording before a verdict that rests on the book. */
    static Optional<Note> age(String symbol, StressMarket market) {
        MarketData.Instrument instrument = market.instrument(symbol);
        Optional<Depth> depth = instrument.depth().filter(each -> each.size() > 0);
        int bars = instrument.bars().size();
        if (depth.isEmpty() || bars == 0) {
            return Optional.empty();
        }
        long last = depth.get().time()[depth.get().size() - 1];
        long away = Math.abs(last - instrument.bars().openTime()[bars - 1]);
        return away > DAY
                ? Optional.of(Note.of(Note.Code.DEPTH_OF_OTHER_TIME, symbol))
                : Optional.empty();
    }

    String symbol() {
        return holding.symbol();
    }

    double quantity() {
        return Math.abs(holding.quantity().doubleValue());
    }

    /**
     * What closing the whole position costs, in basis points of the middle, averaged over it; empty
     * when there is no book, or when the book ends and there is no volume to tell what lies beyond.
     *
     * <p>Beyond the deepest band each unit costs that band's distance and the impact of the rest in
     * a market whose volume shrank like its book.
     *
     * @param factor what part of the book is left, above 0, at most 1
     */
    Optional<Closing> close(double factor, SquareRootImpact impact) {
        if (book.isEmpty()) {
            return Optional.empty();
        }
        Book.Walk walk = book.get().walk(quantity(), factor);
        if (walk.beyond() <= 0) {
            return Optional.of(new Closing(capped(walk.costBps()), 0));
        }
        if (figures.isEmpty() || !(figures.get().dailyVolume() > 0)) {
            return Optional.empty();
        }
        double rest =
                walk.deepestBps()
                        + impact.bps(
                                figures.get().dailyVolatility(),
                                walk.beyond(),
                                figures.get().dailyVolume() * factor);
        double bps = (walk.filled() * walk.costBps() + walk.beyond() * rest) / quantity();
        return Optional.of(new Closing(capped(bps), walk.beyond() / quantity()));
    }

    /** Selling can not cost more than everything; buying back can. */
    private double capped(double bps) {
        return holding.direction() > 0 ? Math.min(bps, 10_000) : bps;
    }

    /**
     * The cost of closing a position.
     *
     * @param bps of the middle, averaged over the position
     * @param beyond part of the position that the bands did not hold
     */
    record Closing(double bps, double beyond) {}
}
