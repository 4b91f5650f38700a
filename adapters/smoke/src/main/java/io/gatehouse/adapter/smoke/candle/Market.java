package io.gatehouse.adapter.smoke.candle;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * Candles of several instruments over the same times. Immutable.
 *
 * <p>Rows are times, earliest first; columns are instruments in their order.
 */
public final class Market {

    private final List<CandleSeries> series;
    private final int first;
    private final int end;

    private Market(List<CandleSeries> series, int first, int end) {
        this.series = series;
        this.first = first;
        this.end = end;
    }

    /**
     * A market of these series.
     *
     * @throws IllegalArgumentException when {@link #fault} finds one
     */
    public static Market of(List<CandleSeries> series) {
        Optional<Finding> fault = fault(series);
        if (fault.isPresent()) {
            throw new IllegalArgumentException(fault.get().code());
        }
        List<CandleSeries> sorted =
                series.stream().sorted((a, b) -> a.instrument().compareTo(b.instrument())).toList();
        return new Market(sorted, 0, sorted.get(0).candles().size());
    }

    /** Why the series are no market: none, an instrument twice, or other times. */
    public static Optional<Finding> fault(List<CandleSeries> series) {
        if (series.isEmpty()) {
            return Optional.of(SmokeCode.NO_CANDLES.at("candles", "a series", "none"));
        }
        if (series.stream().map(CandleSeries::instrument).distinct().count() != series.size()) {
            return Optional.of(
                    SmokeCode.OTHER_SYMBOLS.at("candles", "each instrument once", "twice"));
        }
        CandleSeries model = series.get(0);
        for (CandleSeries one : series) {
            // each series rises by one interval: equal ends mean equal times
            boolean same =
                    one.interval() == model.interval()
                            && one.candles().size() == model.candles().size()
                            && one.candles().get(0).time() == model.candles().get(0).time();
            if (!same) {
                return Optional.of(
                        SmokeCode.NOT_ALIGNED.at(
                                one.instrument().fileName(),
                                "the times of " + model.instrument().fileName(),
                                "other times"));
            }
        }
        return Optional.empty();
    }

    /** Number of times. */
    public int rows() {
        return end - first;
    }

    /** Number of instruments. */
    public int columns() {
        return series.size();
    }

    public List<Instrument> instruments() {
        return series.stream().map(CandleSeries::instrument).toList();
    }

    public Instrument instrument(int column) {
        return series.get(column).instrument();
    }

    /** Milliseconds between two rows. */
    public long interval() {
        return series.get(0).interval();
    }

    /**
     * The candle of a row and a column.
     *
     * @throws IndexOutOfBoundsException outside the market, where a cut market has no future
     */
    public Candle candle(int row, int column) {
        if (row < 0 || row >= rows()) {
            throw new IndexOutOfBoundsException("row " + row + " of " + rows());
        }
        return series.get(column).candles().get(first + row);
    }

    public long close(int row, int column) {
        return candle(row, column).close();
    }

    public long time(int row) {
        return candle(row, 0).time();
    }

    /** Each instrument's candles of these rows. */
    public List<CandleSeries> series() {
        return series.stream()
                .map(
                        s ->
                                new CandleSeries(
                                        s.instrument(),
                                        s.interval(),
                                        s.candles().subList(first, end)))
                .toList();
    }

    /** The rows from one to before another, as a market that knows of no other row. */
    public Market rows(int from, int to) {
        if (from < 0 || to > rows() || from > to) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + rows());
        }
        return new Market(series, first + from, first + to);
    }

    /** The first rows alone. */
    public Market head(int count) {
        return rows(0, count);
    }
}
