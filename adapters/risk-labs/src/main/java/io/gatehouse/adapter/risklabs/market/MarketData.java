package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.core.digest.Digest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything a run of the laboratory computes from, by instrument and in the order of their names.
 *
 * <p>Immutable and thread-safe.
 *
 * @param instruments the data of each instrument, keyed by its symbol
 * @param sources the files it was read from, in the order of their paths; empty for made-up data
 */
public record MarketData(SortedMap<String, Instrument> instruments, List<Source> sources) {

    public MarketData {
        instruments = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(instruments));
        sources = List.copyOf(sources);
    }

    public static MarketData of(Map<String, Instrument> instruments, List<Source> sources) {
        return new MarketData(new TreeMap<>(instruments), sources);
    }

    /** Whether any series was made up, which every page of the report then says. */
    public boolean synthetic() {
        return instruments.values().stream().anyMatch(Instrument::synthetic);
    }

    /**
     * The series of one instrument.
     *
     * @param bars its bars, as they are to be computed with (adjusted, where factors were given)
     * @param depth its order book, where it was recorded
     * @param trades its trades, where they were recorded
     * @param latencies of its feed, where they were recorded
     * @param synthetic whether the bars were made up
     */
    public record Instrument(
            Bars bars,
            Optional<Depth> depth,
            Optional<Trades> trades,
            Optional<Latencies> latencies,
            boolean synthetic) {

        public Instrument {
            Objects.requireNonNull(bars);
            Objects.requireNonNull(depth);
            Objects.requireNonNull(trades);
            Objects.requireNonNull(latencies);
        }
    }

    /**
     * One file that was read.
     *
     * @param path relative to the data's root, with {@code /}
     * @param sha384 of its bytes
     * @param bytes its length
     */
    public record Source(String path, Digest sha384, long bytes) {

        public Source {
            Objects.requireNonNull(path);
            Objects.requireNonNull(sha384);
        }
    }
}
