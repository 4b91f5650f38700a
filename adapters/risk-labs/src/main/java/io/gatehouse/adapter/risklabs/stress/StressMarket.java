package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.MarketData;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The market data of stress tests, and which of its depth and latencies were made up.
 *
 * @param data the series
 * @param syntheticDepth symbols whose order book was not recorded but handed in
 * @param syntheticLatency symbols whose latencies were not recorded but handed in
 */
public record StressMarket(
        MarketData data, Set<String> syntheticDepth, Set<String> syntheticLatency) {

    public StressMarket {
        syntheticDepth = Set.copyOf(syntheticDepth);
        syntheticLatency = Set.copyOf(syntheticLatency);
    }

    /** What was recorded, and nothing else. */
    public static StressMarket recorded(MarketData data) {
        return new StressMarket(data, Set.of(), Set.of());
    }

    /** A copy with an order book that was made up; a recorded one is not replaced. */
    public StressMarket withSyntheticDepth(Depth depth) {
        MarketData.Instrument old = instrument(depth.symbol());
        if (old.depth().isPresent()) {
            throw new IllegalArgumentException("the depth of " + depth.symbol() + " was recorded");
        }
        return new StressMarket(
                replaced(
                        depth.symbol(),
                        new MarketData.Instrument(
                                old.bars(),
                                Optional.of(depth),
                                old.trades(),
                                old.latencies(),
                                old.synthetic())),
                with(syntheticDepth, depth.symbol()),
                syntheticLatency);
    }

    /** A copy with latencies that were made up; recorded ones are not replaced. */
    public StressMarket withSyntheticLatencies(Latencies latencies) {
        MarketData.Instrument old = instrument(latencies.symbol());
        if (old.latencies().isPresent()) {
            throw new IllegalArgumentException(
                    "the latencies of " + latencies.symbol() + " were recorded");
        }
        return new StressMarket(
                replaced(
                        latencies.symbol(),
                        new MarketData.Instrument(
                                old.bars(),
                                old.depth(),
                                old.trades(),
                                Optional.of(latencies),
                                old.synthetic())),
                syntheticDepth,
                with(syntheticLatency, latencies.symbol()));
    }

    /**
     * The series of a symbol.
     *
     * @throws IllegalArgumentException if there are none; the valuation refused that already
     */
    MarketData.Instrument instrument(String symbol) {
        MarketData.Instrument instrument = data.instruments().get(symbol);
        if (instrument == null) {
            throw new IllegalArgumentException("no series of " + symbol);
        }
        return instrument;
    }

    private MarketData replaced(String symbol, MarketData.Instrument instrument) {
        TreeMap<String, MarketData.Instrument> all = new TreeMap<>(data.instruments());
        all.put(symbol, instrument);
        return new MarketData(all, data.sources());
    }

    private static Set<String> with(Set<String> symbols, String symbol) {
        Set<String> all = new HashSet<>(symbols);
        all.add(symbol);
        return all;
    }
}
