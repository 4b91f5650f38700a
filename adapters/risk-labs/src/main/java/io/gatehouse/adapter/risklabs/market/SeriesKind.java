package io.gatehouse.adapter.risklabs.market;

import java.util.List;

/**
 * The kinds of series that are stored.
 *
 * <p>Bars lie in a folder named by their interval, as the existing tools have it; the others beside
 * them in a folder of their own name, by month in the same way.
 */
enum SeriesKind {
    /** Opening time as a double, as the existing writer stores it. */
    BARS("", "open_time", "open_time"),
    QUOTES("quotes", "open_time", "open_time"),
    DEPTH("depth", "time_ms", "time_ms"),
    TRADES("trades", "trade_time_ms", "trade_time_ms trade_id"),
    LATENCY("latency", "local_time_ns", "local_time_ns event_time_ms");

    private final String folder;
    private final String time;
    private final String key;

    SeriesKind(String folder, String time, String key) {
        this.folder = folder;
        this.time = time;
        this.key = key;
    }

    /** The folder below the symbol's; bars have that of their interval. */
    String folder(String interval) {
        return switch (this) {
            case BARS -> interval;
            case QUOTES -> folder + "-" + interval;
            case DEPTH, TRADES, LATENCY -> folder;
        };
    }

    /** The column that decides in which month a row is stored. */
    String timeColumn() {
        return time;
    }

    /** How many units of the time column make a millisecond. */
    long unitsPerMillisecond() {
        return this == LATENCY ? 1_000_000 : 1;
    }

    /** What makes two rows the same when new ones are merged with those stored; time first. */
    List<String> key() {
        return List.of(key.split(" "));
    }
}
