package io.gatehouse.adapter.risklabs.market;

import java.util.List;

/** What each row must be by itself: prices, volumes, quantities. Pure. */
final class ValueChecks {

    private ValueChecks() {}

    /** Prices finite and positive, bars in themselves consistent, no time twice. */
    static void bars(Bars bars, List<DataFinding> findings) {
        String symbol = bars.symbol();
        Tally notFinite = new Tally(DataCode.PRICE_NOT_FINITE, symbol, "finite prices");
        Tally notPositive = new Tally(DataCode.PRICE_NOT_POSITIVE, symbol, "prices above zero");
        Tally volumes = new Tally(DataCode.VOLUME_INVALID, symbol, "volumes of zero or more");
        Tally shape = new Tally(DataCode.BAR_INCONSISTENT, symbol, "low <= open, close <= high");
        Tally twice = new Tally(DataCode.DUPLICATE, symbol, "one bar for each time");
        for (int i = 0; i < bars.size(); i++) {
            long time = bars.openTime()[i];
            double open = bars.open()[i];
            double high = bars.high()[i];
            double low = bars.low()[i];
            double close = bars.close()[i];
            double volume = bars.volume()[i];
            if (!Double.isFinite(open + high + low + close)) {
                notFinite.add(time, () -> prices(open, high, low, close));
            } else if (Math.min(Math.min(open, close), Math.min(high, low)) <= 0) {
                notPositive.add(time, () -> prices(open, high, low, close));
            } else if (high < Math.max(open, close) || low > Math.min(open, close)) {
                shape.add(time, () -> prices(open, high, low, close));
            }
            if (!(volume >= 0 && volume < Double.POSITIVE_INFINITY)) {
                volumes.add(time, () -> Double.toString(volume));
            }
            if (i > 0 && time == bars.openTime()[i - 1]) {
                twice.add(time, () -> "two bars");
            }
        }
        for (Tally tally : List.of(notFinite, notPositive, shape, volumes, twice)) {
            tally.addTo(findings);
        }
    }

    private static String prices(double open, double high, double low, double close) {
        return "open " + open + ", high " + high + ", low " + low + ", close " + close;
    }

    /** Bid below ask, quantities finite and growing with the distance from the middle. */
    static void depth(Depth depth, List<DataFinding> findings) {
        Tally crossed =
                new Tally(
                        DataCode.BOOK_INCONSISTENT,
                        depth.symbol() + " depth",
                        "bid below ask, quantities that do not shrink away from the middle");
        Tally twice =
                new Tally(DataCode.DUPLICATE, depth.symbol() + " depth", "one row for each time");
        for (int row = 0; row < depth.size(); row++) {
            double bid = depth.bestBid()[row];
            double ask = depth.bestAsk()[row];
            boolean fine = bid > 0 && bid < ask && Double.isFinite(ask);
            if (!fine || !grows(depth.bidQuantity()[row]) || !grows(depth.askQuantity()[row])) {
                crossed.add(depth.time()[row], () -> "bid " + bid + ", ask " + ask);
            }
            if (row > 0 && depth.time()[row] == depth.time()[row - 1]) {
                twice.add(depth.time()[row], () -> "two rows");
            }
        }
        crossed.addTo(findings);
        twice.addTo(findings);
    }

    private static boolean grows(double[] quantities) {
        double before = 0;
        for (double quantity : quantities) {
            if (!(quantity >= before && quantity < Double.POSITIVE_INFINITY)) {
                return false;
            }
            before = quantity;
        }
        return true;
    }

    /** Prices and quantities finite and positive. */
    static void trades(Trades trades, List<DataFinding> findings) {
        String symbol = trades.symbol() + " trades";
        Tally prices = new Tally(DataCode.PRICE_NOT_POSITIVE, symbol, "prices above zero");
        Tally quantities = new Tally(DataCode.VOLUME_INVALID, symbol, "quantities above zero");
        for (int i = 0; i < trades.size(); i++) {
            double price = trades.price()[i];
            double quantity = trades.quantity()[i];
            if (!(price > 0 && price < Double.POSITIVE_INFINITY)) {
                prices.add(trades.time()[i], () -> Double.toString(price));
            }
            if (!(quantity > 0 && quantity < Double.POSITIVE_INFINITY)) {
                quantities.add(trades.time()[i], () -> Double.toString(quantity));
            }
        }
        prices.addTo(findings);
        quantities.addTo(findings);
    }
}
