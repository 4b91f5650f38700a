package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.portfolio.Holding;
import java.util.Optional;

/**
 * A holding with all that is known of its market.
 *
 * @param holding the position
 * @param figures of its bars, where they suffice
 * @param book the ordinary book of the side that the position is closed into, where recorded
 * @param delays of its feed, where recorded
 * @param synthetic whether any of these was made up
 */
record Exposure(
        Holding holding,
        Optional<BarFigures> figures,
        Optional<Book> book,
        Optional<DelayDistribution> delays,
        boolean synthetic) {

    static Exposure of(Holding holding, StressMarket market) {
        String symbol = holding.symbol();
        MarketData.Instrument instrument = market.instrument(symbol);
        Book.Side side = holding.direction() > 0 ? Book.Side.BID : Book.Side.ASK;
        return new Exposure(
                holding,
                BarFigures.of(instrument.bars()),
                instrument.depth().flatMap(depth -> Book.median(depth, side)),
                instrument.latencies().flatMap(DelayDistribution::of),
                instrument.synthetic()
                        || market.syntheticDepth().contains(symbol)
                        || market.syntheticLatency().contains(symbol));
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
