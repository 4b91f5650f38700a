package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Turns text files into the layout that {@link MarketReader} reads.
 *
 * <p>Known by their first line: bars with New York or UTC times, quotes, one-second order books,
 * trades, feed latencies, and Binance's klines with and without header, in milliseconds or
 * microseconds; everything else with a {@link ColumnMapping}. Bars go to the folder of their
 * interval, quotes to {@code quotes-<interval>}, the others to {@code depth}, {@code trades} and
 * {@code latency}, all below the symbol and by month. A file with one unreadable row, or with two
 * rows for one bar, is refused as a whole and nothing is written. Values are not judged here: see
 * {@link DataQuality}.
 */
public final class Importer {

    private Importer() {}

    /**
     * What is to be imported, and to where.
     *
     * @param csv the text file; no symbolic link
     * @param root of the data; made if missing
     * @param interval length of its bars or quotes; found from the times where empty
     */
    public record Request(
            Path csv,
            Path root,
            String namespace,
            String symbol,
            Optional<Duration> interval,
            Optional<ColumnMapping> mapping) {
        public Request {
            Objects.requireNonNull(csv);
            Objects.requireNonNull(root);
            Objects.requireNonNull(namespace);
            Objects.requireNonNull(symbol);
            Objects.requireNonNull(interval);
            Objects.requireNonNull(mapping);
        }
    }

    /**
     * What was imported.
     *
     * @param kind {@code bars}, {@code quotes}, {@code depth}, {@code trades} or {@code latency}
     * @param interval name of the bars' length; empty for the other kinds
     * @param rows of the text file
     * @param source the text file
     * @param files written, relative to the root, in the order of their months
     */
    public record Imported(
            String kind, String interval, int rows, MarketData.Source source, List<String> files) {
        public Imported {
            files = List.copyOf(files);
        }
    }

    /**
     * Imports one file.
     *
     * @throws IOException if the disk cannot be written
     * @throws IllegalStateException if DuckDB does not work
     */
    public static Reading<Imported> run(Request request) throws IOException {
        Path workspace = Files.createTempDirectory("gatehouse-import");
        try {
            DataFiles.requireName("namespace", request.namespace());
            DataFiles.requireName("symbol", request.symbol());
            CsvTables.Parsed parsed = parse(request);
            return write(request, parsed, workspace);
        } catch (DataFault e) {
            return new Reading.Refused<>(List.of(e.finding()));
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not work", e);
        } finally {
            Files.deleteIfExists(workspace);
        }
    }

    private static CsvTables.Parsed parse(Request request) throws DataFault {
        String name = String.valueOf(request.csv().getFileName());
        try (InputStream in = Files.newInputStream(request.csv(), LinkOption.NOFOLLOW_LINKS)) {
            return new CsvTables(name).read(in, request.mapping());
        } catch (IOException e) {
            throw new DataFault(DataCode.FILE_UNREADABLE, name, "a readable file", "unreadable");
        }
    }

    private static Reading<Imported> write(Request request, CsvTables.Parsed parsed, Path workspace)
            throws DataFault, IOException, SQLException {
        SeriesKind kind = parsed.format().kind();
        long[] time = parsed.table().column(kind.timeColumn()).longs();
        List<DataFinding> findings = order(parsed, time);
        if (findings.stream().anyMatch(DataFinding::refuses)) {
            return new Reading.Refused<>(findings);
        }
        boolean spaced = kind == SeriesKind.BARS || kind == SeriesKind.QUOTES;
        String interval = spaced ? interval(request, parsed, time) : "";
        DurableFiles.createDirectories(request.root());
        DataFiles files = DataFiles.below(request.root());
        StoreMetadata.requireReadable(files, request.namespace());
        List<String> written = new ArrayList<>();
        try (DuckSession session = DuckSession.open(1, List.of(files.root(), workspace))) {
            SeriesWriter writer = new SeriesWriter(files, session, workspace);
            for (Path file :
                    writer.merge(
                            request.namespace(),
                            request.symbol(),
                            kind,
                            interval,
                            parsed.table())) {
                written.add(files.relative(file));
            }
        }
        Imported imported =
                new Imported(
                        kind.name().toLowerCase(java.util.Locale.ROOT),
                        interval,
                        parsed.table().size(),
                        parsed.source(),
                        written);
        StoreMetadata.record(files, request, imported);
        return new Reading.Read<>(imported, findings);
    }

    /** Rows out of order are sorted by the writer; two bars of one time cannot be decided. */
    private static List<DataFinding> order(CsvTables.Parsed parsed, long[] time) {
        String name = parsed.source().path();
        List<DataFinding> findings = new ArrayList<>();
        int descents = StableOrder.descents(time);
        if (descents > 0) {
            findings.add(
                    DataCode.OUT_OF_ORDER.on(
                            name,
                            "rows in the order of time",
                            descents + " rows earlier than the row before; sorted",
                            Long.toString(descents)));
        }
        if (parsed.format().kind().key().size() == 1) {
            int header = parsed.format().header() ? 2 : 1;
            int[] order = StableOrder.of(time);
            int twice = 0;
            int line = 0;
            for (int i = 1; i < order.length; i++) {
                if (time[order[i]] == time[order[i - 1]]) {
                    line = twice++ == 0 ? order[i] + header : line;
                }
            }
            if (twice > 0) {
                findings.add(
                        DataCode.DUPLICATE.on(
                                name + ":" + line,
                                "one row for each time",
                                twice + " times have more than one"));
            }
        }
        return findings;
    }

    /** The length given, or else the most frequent distance of neighbours. */
    private static String interval(Request request, CsvTables.Parsed parsed, long[] time)
            throws DataFault {
        Optional<Duration> length = request.interval();
        if (length.isEmpty()) {
            length = BarSpacing.mostFrequent(time);
        }
        try {
            return Intervals.name(length.orElse(Duration.ZERO));
        } catch (IllegalArgumentException e) {
            throw new DataFault(
                    DataCode.TIME_INVALID,
                    parsed.source().path(),
                    "bars of a usual length, or the length given with the import",
                    length.map(Duration::toString).orElse("one row"));
        }
    }
}
