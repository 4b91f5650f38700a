package io.gatehouse.adapter.risklabs.market;

import java.util.List;
import java.util.Locale;

/**
 * The faults of market data, each with what to do about it.
 *
 * <p>A refusal stops the run: a figure computed from such data would look like any other figure. A
 * note goes into the report.
 */
public enum DataCode {
    /** No file, folder or row where a series was asked for. */
    DATA_MISSING(true, "import the data, or name another folder, symbol, interval or period"),
    /** A link, a name or a place that could lead out of the data's folder. */
    PATH_UNSAFE(true, "use plain files and folders below the data's root, with plain names"),
    /** Cut off, changed or no Parquet at all. */
    FILE_UNREADABLE(true, "write the file again from its source"),
    /** No byte, or no row. */
    FILE_EMPTY(true, "remove the file or write it again from its source"),
    /** Changed while it was read: its digest would not be that of what was computed with. */
    FILE_CHANGED(true, "run again when nobody writes to the data"),
    /** More bytes, rows or files than are read. */
    TOO_LARGE(true, "split the data or choose a shorter period"),
    COLUMN_MISSING(true, "write the column with the name that is expected"),
    COLUMN_TYPE(true, "write the column with the type that is expected"),
    /** A cell without value. */
    VALUE_MISSING(true, "fill the cell from the source or leave the row out"),
    /** A time that is no whole number of milliseconds between 1970 and 2100. */
    TIME_INVALID(true, "write times in whole milliseconds since 1970-01-01T00:00Z"),
    /** The text of a row cannot be read. */
    ROW_INVALID(true, "correct the row in the source file"),
    /** The first line names no known set of columns. */
    HEADER_UNKNOWN(true, "name the columns with a column mapping"),
    /** The factor file cannot be read, or does not reach as far as the bars. */
    FACTORS_INVALID(true, "use a factor file that covers every day of the bars"),
    /** Two rows for one time. */
    DUPLICATE(true, "keep one row for each time; only the source can tell which is right"),
    /** Rows not in the order of time, each time once: sorted, and said. */
    OUT_OF_ORDER(false, "write the rows in the order of time"),
    PRICE_NOT_FINITE(true, "correct the price in the source"),
    PRICE_NOT_POSITIVE(true, "correct the price in the source"),
    /** Negative or not finite. */
    VOLUME_INVALID(true, "correct the volume in the source"),
    /** High below low, or open or close outside of both. */
    BAR_INCONSISTENT(true, "correct the bar in the source"),
    /** One close far away that the next bar takes back: more likely an error than a market. */
    OUTLIER(true, "compare the bar with another source and correct or remove it"),
    /** A high or low far away from open and close; recorded crashes look like this too. */
    WICK(false, "compare the bar with another source"),
    /** The price of one bar is a usual split ratio away from the bar before. */
    SPLIT_UNADJUSTED(true, "adjust the series with its factor file"),
    /** A move that stayed, larger than any ordinary one of the series; crashes are this. */
    JUMP(false, "compare the move with the news of the day"),
    /** Missing bars, in a row longer than the profile allows. */
    GAP(true, "import the missing bars or choose a period without the gap"),
    /** Missing bars within what the profile allows. */
    GAP_TOLERATED(false, "import the missing bars"),
    /** Fewer bars of those expected than the profile asks for. */
    COVERAGE_LOW(true, "import the missing bars or choose another period"),
    /** Bars that do not start where a bar of the interval starts, or on a day without trading. */
    OFF_CALENDAR(false, "check the interval, the time zone and the calendar of the instrument"),
    /** The last bar is older than allowed. */
    STALE(true, "import the newest bars"),
    /** The first bar is younger than the moment of the run: from a clock that is wrong. */
    FROM_THE_FUTURE(true, "correct the times or the clock"),
    /** The receiving clock is behind or ahead; removed by subtracting the smallest difference. */
    CLOCK_SKEW(false, "synchronize the recorder's clock"),
    /** The difference of the clocks wanders: no subtraction makes these latencies true. */
    CLOCK_SKEW_UNSTABLE(true, "synchronize the recorder's clock and record again"),
    /** Best bid at or above best ask, or a quantity that shrinks further away from the middle. */
    BOOK_INCONSISTENT(true, "rebuild the order book from its source");

    private final boolean refuses;
    private final String remedy;

    DataCode(boolean refuses, String remedy) {
        this.refuses = refuses;
        this.remedy = remedy;
    }

    /** Whether data with this fault may not be computed with. */
    public boolean refuses() {
        return refuses;
    }

    /** What to do, in a few words. */
    public String remedy() {
        return remedy;
    }

    /** The code of the finding: lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A finding of this fault, with the figures that a report in another language inserts. */
    public DataFinding on(String subject, String expected, String observed, String... figures) {
        return DataFinding.of(this, subject, expected, observed, List.of(figures));
    }
}
