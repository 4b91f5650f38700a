package io.gatehouse.adapter.risklabs.market;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads market data from Parquet: {@code
 * <root>/<namespace>/<SYMBOL>/<interval>/year=YYYY/month=MM/data.parquet}, or the files of a
 * pattern.
 *
 * <p>Columns {@code open_time} (milliseconds UTC, 64-bit integer or whole double), {@code open},
 * {@code high}, {@code low}, {@code close}, {@code volume} (doubles); more columns are let be.
 * Order book, trades and latencies lie beside the intervals in {@code depth}, {@code trades},
 * {@code latency} and are optional; without an order book, quotes of the interval in {@code
 * quotes-<interval>} are one of a single band. Series come in the order of time whatever that of
 * the files was, and adjusted where a factor file was named.
 *
 * <p>That a file can be read says nothing about what is in it: {@link DataQuality} does. DuckDB is
 * native code; a run of the laboratory therefore reads in a process of its own. Each call has its
 * own database; safe for use by several threads.
 */
public final class MarketReader {

    private static final int THREADS = 2;

    private MarketReader() {}

    /**
     * The series of a request, or every reason why not: each instrument is tried.
     *
     * @throws IllegalStateException if DuckDB cannot be started at all
     */
    public static Reading<MarketData> read(MarketRequest request) {
        try {
            DataFiles files = DataFiles.below(request.root());
            try (DuckSession session = DuckSession.open(THREADS, List.of(files.root()))) {
                return read(request, new SeriesReader(request, files, session));
            }
        } catch (DataFault e) {
            return new Reading.Refused<>(List.of(e.finding()));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not work", e);
        }
    }

    private static Reading<MarketData> read(MarketRequest request, SeriesReader reader) {
        TreeMap<String, MarketData.Instrument> instruments = new TreeMap<>();
        List<DataFinding> refusals = new ArrayList<>();
        List<MarketData.Source> factorFiles = new ArrayList<>();
        for (String symbol : request.symbols()) {
            try {
                Bars bars = reader.bars(symbol);
                if (request.factors().containsKey(symbol)) {
                    Factors factors = Factors.read(request.factors().get(symbol));
                    factorFiles.add(factors.source());
                    bars = factors.adjust(bars, request.factorZone());
                }
                instruments.put(symbol, instrument(reader, symbol, bars));
            } catch (DataFault e) {
                refusals.add(e.finding());
            }
        }
        if (request.symbols().isEmpty()) {
            refusals.add(DataCode.DATA_MISSING.on("symbols", "at least one", "none"));
        }
        List<DataFinding> findings = new ArrayList<>(reader.notes());
        findings.addAll(refusals);
        if (!refusals.isEmpty()) {
            return new Reading.Refused<>(findings);
        }
        List<MarketData.Source> sources = new ArrayList<>(reader.sources());
        sources.addAll(factorFiles);
        sources.sort(Comparator.comparing(MarketData.Source::path));
        return new Reading.Read<>(new MarketData(instruments, sources), findings);
    }

    private static MarketData.Instrument instrument(SeriesReader reader, String symbol, Bars bars)
            throws DataFault {
        Depth recorded = reader.depth(symbol);
        // best prices and sizes are a book too, if a thin one
        Depth depth = recorded.size() > 0 ? recorded : reader.quotes(symbol);
        Trades trades = reader.trades(symbol);
        Latencies latencies = reader.latencies(symbol);
        return new MarketData.Instrument(
                bars,
                Optional.of(depth).filter(d -> d.size() > 0),
                Optional.of(trades).filter(t -> t.size() > 0),
                Optional.of(latencies).filter(l -> l.size() > 0),
                false);
    }
}
