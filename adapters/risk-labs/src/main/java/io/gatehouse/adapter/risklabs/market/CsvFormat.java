package io.gatehouse.adapter.risklabs.market;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the columns of a text file mean.
 *
 * @param kind what becomes of its rows
 * @param header whether the first line names the columns
 * @param width how many columns a row has
 * @param columns which of them are taken
 */
record CsvFormat(SeriesKind kind, boolean header, int width, List<Cell> columns) {

    /**
     * One column.
     *
     * @param place of the column in the row, from 0
     * @param name in the Parquet file
     * @param type of its cells
     * @param time how a time is written; unused for other types
     */
    record Cell(int place, String name, Column.Type type, CsvTime time) {}

    private static final Pattern DEPTH_BAND = Pattern.compile("(bid|ask)_qty_[1-9][0-9]{0,3}bps");
    private static final String OHLCV = "open,high,low,close,volume";
    private static final String QUOTES =
            "bid_open,bid_high,bid_low,bid_close,bid_size,"
                    + "ask_open,ask_high,ask_low,ask_close,ask_size";
    private static final String TRADES =
            "trade_time_ms,event_time_ms,local_time_ns,trade_id,price,qty,buyer_is_maker";
    private static final String LATENCY =
            "event_time_ms,local_time_ns,event_type,local_minus_event_ms";
    private static final int KLINE_WIDTH = 12;

    CsvFormat {
        columns = List.copyOf(columns);
    }

    /** The format whose first line this is; empty where none is known. */
    static Optional<CsvFormat> of(String first) {
        if (first.equals("time_new_york," + OHLCV)) {
            return Optional.of(bars(SeriesKind.BARS, MarketRequest.NEW_YORK, OHLCV));
        }
        if (first.equals("time_utc," + OHLCV) || first.equals("date_utc," + OHLCV)) {
            return Optional.of(bars(SeriesKind.BARS, ZoneOffset.UTC, OHLCV));
        }
        if (first.equals("time_utc," + QUOTES) || first.equals("date_utc," + QUOTES)) {
            return Optional.of(bars(SeriesKind.QUOTES, ZoneOffset.UTC, QUOTES));
        }
        if (first.equals(TRADES)) {
            return Optional.of(trades());
        }
        if (first.equals(LATENCY)) {
            return Optional.of(latency());
        }
        if (first.startsWith("second_utc,best_bid,best_ask,")) {
            return depth(first.split(",", -1));
        }
        return kline(first);
    }

    private static CsvFormat bars(SeriesKind kind, ZoneId zone, String names) {
        List<Cell> cells = new ArrayList<>();
        cells.add(time(0, "open_time", new CsvTime.Iso(zone)));
        for (String name : names.split(",")) {
            cells.add(real(cells.size(), name));
        }
        return new CsvFormat(kind, true, cells.size(), cells);
    }

    private static CsvFormat trades() {
        return new CsvFormat(
                SeriesKind.TRADES,
                true,
                7,
                List.of(
                        time(0, "trade_time_ms", new CsvTime.Epoch(1, 1)),
                        time(1, "event_time_ms", new CsvTime.Epoch(1, 1)),
                        integer(2, "local_time_ns"),
                        integer(3, "trade_id"),
                        real(4, "price"),
                        real(5, "qty"),
                        integer(6, "buyer_is_maker")));
    }

    private static CsvFormat latency() {
        return new CsvFormat(
                SeriesKind.LATENCY,
                true,
                4,
                List.of(
                        integer(1, "local_time_ns"),
                        time(0, "event_time_ms", new CsvTime.Epoch(1, 1))));
    }

    private static Optional<CsvFormat> depth(String[] names) {
        List<Cell> cells = new ArrayList<>();
        cells.add(time(0, "time_ms", new CsvTime.Iso(ZoneOffset.UTC)));
        cells.add(real(1, "best_bid"));
        cells.add(real(2, "best_ask"));
        for (int i = 3; i < names.length; i++) {
            String name = names[i];
            if (DEPTH_BAND.matcher(name).matches()) {
                cells.add(real(i, name));
            } else if (!name.equals("spread_bps") && !name.equals("mid")) {
                return Optional.empty();
            }
        }
        boolean distinct = cells.stream().map(Cell::name).distinct().count() == cells.size();
        return distinct && cells.size() > 3
                ? Optional.of(new CsvFormat(SeriesKind.DEPTH, true, names.length, cells))
                : Optional.empty();
    }

    /** Binance's klines: twelve columns, with names since some day and without before. */
    private static Optional<CsvFormat> kline(String first) {
        String[] cells = first.split(",", -1);
        boolean named = first.startsWith("open_time,open,high,low,close,volume,close_time,");
        if (cells.length != KLINE_WIDTH
                || (!named && CsvNumbers.integer(cells[0]).isEmpty())
                || (!named && CsvNumbers.integer(cells[6]).isEmpty())) {
            return Optional.empty();
        }
        List<Cell> taken = new ArrayList<>();
        taken.add(time(0, "open_time", new CsvTime.KlineEpoch()));
        for (String name : OHLCV.split(",")) {
            taken.add(real(taken.size(), name));
        }
        return Optional.of(new CsvFormat(SeriesKind.BARS, named, KLINE_WIDTH, taken));
    }

    static Cell time(int place, String name, CsvTime time) {
        return new Cell(place, name, Column.Type.TIME, time);
    }

    static Cell real(int place, String name) {
        return new Cell(place, name, Column.Type.REAL, new CsvTime.Epoch(1, 1));
    }

    private static Cell integer(int place, String name) {
        return new Cell(place, name, Column.Type.INTEGER, new CsvTime.Epoch(1, 1));
    }
}
