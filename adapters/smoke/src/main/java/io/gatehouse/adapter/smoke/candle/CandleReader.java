package io.gatehouse.adapter.smoke.candle;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.rule.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads candles from CSV, strictly.
 *
 * <p>The first line names the columns {@code timestamp,open,high,low,close,volume}, each once, in
 * any order; each further line is one candle; every line ends, the last one too, so that a file
 * that was cut is seen. Times are UTC, as {@code 2026-01-02T03:00:00Z} or as milliseconds. Nothing
 * is repaired: a smoke over mended candles would prove something about the mending.
 */
public final class CandleReader {

    /** Greatest size of a file in bytes. */
    public static final int LARGEST = 64 * 1024 * 1024;

    /** Greatest number of candles: a year of minutes and some more. */
    public static final int MOST = 600_000;

    private static final int MOST_FINDINGS = 20;
    private static final List<String> COLUMNS =
            List.of("timestamp", "open", "high", "low", "close", "volume");

    private final Instrument instrument;
    private final long interval;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Candle> candles = new ArrayList<>();

    private CandleReader(Instrument instrument, long interval) {
        this.instrument = instrument;
        this.interval = interval;
    }

    /**
     * Reads a file's bytes.
     *
     * @param interval between the starts of two candles, in milliseconds
     */
    public static CandleReading read(Instrument instrument, long interval, byte[] bytes) {
        CandleReader reader = new CandleReader(instrument, interval);
        reader.text(bytes).ifPresent(reader::lines);
        if (reader.findings.isEmpty() && reader.candles.isEmpty()) {
            reader.find(SmokeCode.NO_CANDLES, 1, "at least one candle", "none");
        }
        return reader.findings.isEmpty()
                ? new CandleReading.Read(new CandleSeries(instrument, interval, reader.candles))
                : new CandleReading.Refused(reader.findings);
    }

    private Optional<String> text(byte[] bytes) {
        if (bytes.length > LARGEST) {
            find(SmokeCode.TOO_LARGE, 0, "at most " + LARGEST + " bytes", bytes.length + " bytes");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            find(SmokeCode.NOT_UTF8, 0, "UTF-8", "other bytes");
            return Optional.empty();
        }
    }

    private void lines(String text) {
        if (!text.endsWith("\n")) {
            // a copy that broke off may end in a row that looks whole
            find(SmokeCode.TRUNCATED, 0, "a line feed at the end", "none");
            return;
        }
        int[] places = null;
        int line = 0;
        int start = 0;
        while (start < text.length() && findings.size() < MOST_FINDINGS) {
            int end = text.indexOf('\n', start);
            String row = text.substring(start, end);
            row = row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
            start = end + 1;
            line++;
            if (line == 1) {
                places = header(row);
                if (places.length == 0) {
                    return;
                }
            } else if (candles.size() == MOST) {
                find(SmokeCode.TOO_LARGE, line, "at most " + MOST + " candles", "more");
                return;
            } else {
                row(row, line, places);
            }
        }
    }

    /** Where each column stands; empty with findings when one is missing, twice or unknown. */
    private int[] header(String row) {
        List<String> given = Arrays.asList(row.split(",", -1));
        if (given.size() > COLUMNS.size() * 2
                || !new HashSet<>(given).equals(new HashSet<>(COLUMNS))
                || given.size() != COLUMNS.size()) {
            List<String> missing =
                    COLUMNS.stream().filter(column -> !given.contains(column)).toList();
            find(
                    missing.isEmpty() ? SmokeCode.UNKNOWN_COLUMN : SmokeCode.MISSING_COLUMN,
                    1,
                    String.join(",", COLUMNS),
                    missing.isEmpty() ? "further columns" : "without " + missing);
            return new int[0];
        }
        return COLUMNS.stream().mapToInt(given::indexOf).toArray();
    }

    private void row(String row, int line, int[] places) {
        String[] cells = row.split(",", -1);
        if (cells.length != COLUMNS.size()) {
            find(SmokeCode.BAD_ROW, line, COLUMNS.size() + " cells", cells.length + " cells");
            return;
        }
        Optional<Long> time = time(cells[places[0]]);
        if (time.isEmpty()) {
            find(SmokeCode.BAD_TIME, line, "a UTC time", "another form");
            return;
        }
        long[] figures = new long[COLUMNS.size()];
        for (int i = 1; i < figures.length; i++) {
            figures[i] = DecimalCell.scaled(cells[places[i]]);
            if (figures[i] == DecimalCell.NONE) {
                String column = COLUMNS.get(i);
                find(SmokeCode.BAD_NUMBER, line, "a decimal as " + column, "another form");
                return;
            }
        }
        Candle candle =
                new Candle(time.get(), figures[1], figures[2], figures[3], figures[4], figures[5]);
        prices(candle, line);
        order(candle, line);
        candles.add(candle);
    }

    private static Optional<Long> time(String cell) {
        if (cell.length() == 13 && cell.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Long.parseLong(cell));
        }
        return Timestamps.parse(cell).map(java.time.Instant::toEpochMilli);
    }

    private void prices(Candle candle, int line) {
        if (candle.low() <= 0) {
            find(SmokeCode.BAD_PRICE, line, "prices above zero", "zero");
        } else if (candle.high() < candle.low()) {
            find(SmokeCode.HIGH_BELOW_LOW, line, "high at or above low", "high below low");
        } else if (isOutside(candle.open(), candle) || isOutside(candle.close(), candle)) {
            find(SmokeCode.OUTSIDE_RANGE, line, "open and close from low to high", "outside");
        }
    }

    private static boolean isOutside(long price, Candle candle) {
        return price < candle.low() || price > candle.high();
    }

    private void order(Candle candle, int line) {
        if (candles.isEmpty()) {
            if (Math.floorMod(candle.time(), interval) != 0) {
                find(SmokeCode.OFF_GRID, line, "a multiple of the interval", "another time");
            }
            return;
        }
        long step = candle.time() - candles.get(candles.size() - 1).time();
        if (step == 0) {
            find(SmokeCode.DUPLICATE_CANDLE, line, "each time once", "the time before again");
        } else if (step < 0) {
            find(SmokeCode.NOT_MONOTONIC, line, "rising times", "an earlier time");
        } else if (step % interval != 0) {
            find(SmokeCode.OFF_GRID, line, "a multiple of the interval", step + " ms");
        } else if (step != interval) {
            find(SmokeCode.GAP, line, "the next candle", (step / interval - 1) + " missing");
        }
    }

    private void find(SmokeCode code, int line, String expected, String observed) {
        String place = line == 0 ? "" : ":" + line;
        findings.add(code.at(instrument.fileName() + place, expected, observed));
    }
}
