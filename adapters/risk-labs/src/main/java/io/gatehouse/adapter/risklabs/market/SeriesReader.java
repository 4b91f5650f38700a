package io.gatehouse.adapter.risklabs.market;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one series after another for a request. Confined to one thread. */
final class SeriesReader {

    private static final Pattern BAND = Pattern.compile("bid_qty_([1-9][0-9]{0,3})bps");

    private final MarketRequest request;
    private final DataFiles files;
    private final SourceFiles sourceFiles;
    private final ParquetTables tables;
    private final List<MarketData.Source> sources = new ArrayList<>();
    private final List<DataFinding> notes = new ArrayList<>();

    SeriesReader(MarketRequest request, DataFiles files, DuckSession session) {
        this.request = request;
        this.files = files;
        this.sourceFiles = new SourceFiles(files);
        this.tables = new ParquetTables(session);
    }

    List<MarketData.Source> sources() {
        return sources;
    }

    List<DataFinding> notes() {
        return notes;
    }

    /** The bars of an instrument in the order of their time. */
    Bars bars(String symbol) throws DataFault {
        String interval = Intervals.name(request.interval());
        List<Path> found =
                request.patterns().containsKey(symbol)
                        ? files.glob(request.patterns().get(symbol))
                        : files.series(request.namespace(), symbol, interval);
        Table table = table(found, SeriesKind.BARS, columns("open high low close volume"), symbol);
        if (table.size() == 0) {
            throw new DataFault(
                    DataCode.DATA_MISSING,
                    request.namespace() + "/" + symbol + "/" + interval,
                    "bars" + (request.from().isPresent() ? " of the period" : ""),
                    found.isEmpty() ? "no file" : "no row");
        }
        return new Bars(
                symbol,
                request.interval(),
                table.column("open_time").longs(),
                table.column("open").doubles(),
                table.column("high").doubles(),
                table.column("low").doubles(),
                table.column("close").doubles(),
                table.column("volume").doubles());
    }

    /** The order book; without rows where none was recorded. */
    Depth depth(String symbol) throws DataFault {
        List<Path> found = series(symbol, SeriesKind.DEPTH);
        List<Integer> bands = new ArrayList<>();
        if (!found.isEmpty()) {
            String first = files.relative(found.get(0));
            for (String name : tables.schema(found.get(0).toString(), first).keySet()) {
                Matcher matcher = BAND.matcher(name);
                if (matcher.matches()) {
                    bands.add(Integer.valueOf(matcher.group(1)));
                }
            }
            bands.sort(null);
            if (bands.isEmpty()) {
                throw new DataFault(
                        DataCode.COLUMN_MISSING, first, "columns bid_qty_<n>bps", "none");
            }
        }
        List<Column> columns = columns("best_bid best_ask");
        for (int band : bands) {
            columns.add(real("bid_qty_" + band + "bps"));
            columns.add(real("ask_qty_" + band + "bps"));
        }
        Table table = table(found, SeriesKind.DEPTH, columns, symbol);
        return new Depth(
                symbol,
                table.column("time_ms").longs(),
                table.column("best_bid").doubles(),
                table.column("best_ask").doubles(),
                bands.stream().mapToDouble(Integer::doubleValue).toArray(),
                quantities(table, "bid", bands),
                quantities(table, "ask", bands));
    }

    /** The best prices and sizes of the request's interval as a book; without rows where none. */
    Depth quotes(String symbol) throws DataFault {
        String folder = SeriesKind.QUOTES.folder(Intervals.name(request.interval()));
        Table table =
                table(
                        files.series(request.namespace(), symbol, folder),
                        SeriesKind.QUOTES,
                        columns("bid_close bid_size ask_close ask_size"),
                        symbol);
        return QuotedBook.of(
                symbol,
                table.column("open_time").longs(),
                request.interval().toMillis(),
                table.column("bid_close").doubles(),
                table.column("bid_size").doubles(),
                table.column("ask_close").doubles(),
                table.column("ask_size").doubles());
    }

    private static double[][] quantities(Table table, String side, List<Integer> bands) {
        double[][] rows = new double[table.size()][bands.size()];
        for (int b = 0; b < bands.size(); b++) {
            double[] column = table.column(side + "_qty_" + bands.get(b) + "bps").doubles();
            for (int row = 0; row < column.length; row++) {
                rows[row][b] = column[row];
            }
        }
        return rows;
    }

    /** The trades; without rows where none were recorded. */
    Trades trades(String symbol) throws DataFault {
        List<Column> columns = columns("price qty");
        columns.add(new Column("buyer_is_maker", Column.Type.INTEGER, 0));
        Table table = table(series(symbol, SeriesKind.TRADES), SeriesKind.TRADES, columns, symbol);
        long[] maker = table.column("buyer_is_maker").longs();
        boolean[] sellerTook = new boolean[maker.length];
        for (int i = 0; i < maker.length; i++) {
            sellerTook[i] = maker[i] != 0;
        }
        return new Trades(
                symbol,
                table.column("trade_time_ms").longs(),
                table.column("price").doubles(),
                table.column("qty").doubles(),
                sellerTook);
    }

    /** The latencies; without rows where none were recorded. */
    Latencies latencies(String symbol) throws DataFault {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column("event_time_ms", Column.Type.TIME, 0));
        Table table =
                table(series(symbol, SeriesKind.LATENCY), SeriesKind.LATENCY, columns, symbol);
        return new Latencies(
                symbol,
                table.column("event_time_ms").longs(),
                table.column("local_time_ns").longs());
    }

    private List<Path> series(String symbol, SeriesKind kind) throws DataFault {
        return files.series(request.namespace(), symbol, kind.folder(""));
    }

    private static List<Column> columns(String names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names.split(" ")) {
            columns.add(real(name));
        }
        return columns;
    }

    private static Column real(String name) {
        return new Column(name, Column.Type.REAL, 0);
    }

    /** The rows of all files within the request's period, in the order of time. */
    private Table table(List<Path> found, SeriesKind kind, List<Column> cells, String symbol)
            throws DataFault {
        boolean millis = kind.unitsPerMillisecond() == 1;
        List<Column> columns = new ArrayList<>(cells);
        columns.add(
                0,
                new Column(kind.timeColumn(), millis ? Column.Type.TIME : Column.Type.INTEGER, 0));
        List<Path> wanted = found.stream().filter(f -> Months.mayHold(f, request)).toList();
        if (!wanted.isEmpty()) {
            sources.addAll(
                    sourceFiles.read(
                            wanted, (paths, names) -> tables.appendAll(paths, names, columns)));
        }
        return inOrder(new Table(columns), kind, symbol);
    }

    private Table inOrder(Table read, SeriesKind kind, String symbol) {
        Table table = withinPeriod(read, kind);
        long[] time = table.column(kind.timeColumn()).longs();
        int descents = StableOrder.descents(time);
        if (descents == 0) {
            return table;
        }
        notes.add(
                DataCode.OUT_OF_ORDER.on(
                        symbol + " " + kind.timeColumn(),
                        "rows in the order of time",
                        descents + " rows earlier than the row before; sorted",
                        Long.toString(descents)));
        return table.pick(StableOrder.of(time));
    }

    private Table withinPeriod(Table table, SeriesKind kind) {
        if (request.from().isEmpty() && request.to().isEmpty()) {
            return table;
        }
        long[] time = table.column(kind.timeColumn()).longs();
        int[] rows = new int[time.length];
        int kept = 0;
        for (int i = 0; i < time.length; i++) {
            if (request.covers(Math.floorDiv(time[i], kind.unitsPerMillisecond()))) {
                rows[kept++] = i;
            }
        }
        return kept == rows.length ? table : table.pick(java.util.Arrays.copyOf(rows, kept));
    }
}
