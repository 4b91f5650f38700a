package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Adjustment of a series for splits and dividends by a factor file: {@code
 * date,price_factor,split_factor,reference_price}, dates as {@code yyyyMMdd}.
 *
 * <p>A price is multiplied by the price factor (dividends) and by the split factor of the first row
 * whose date is the bar's day or later; the volume is divided by the split factor alone, for a
 * dividend makes no share. Adjusted prices are no prices that ever stood in a book: they are for
 * returns. Immutable and thread-safe.
 */
public final class Factors {

    private static final String HEADER = "date,price_factor,split_factor,reference_price";
    private static final int LARGEST = 1 << 20;

    private final MarketData.Source source;
    private final NavigableMap<LocalDate, Factor> rows;

    /** By what a price is multiplied. */
    private record Factor(double price, double split) {}

    private Factors(MarketData.Source source, NavigableMap<LocalDate, Factor> rows) {
        this.source = source;
        this.rows = rows;
    }

    /** Reads a factor file; a symbolic link is refused. */
    static Factors read(Path file) throws DataFault {
        String name = String.valueOf(file.getFileName());
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new DataFault(DataCode.FACTORS_INVALID, name, "a readable file", "unreadable");
        }
        if (bytes.length > LARGEST) {
            throw new DataFault(DataCode.TOO_LARGE, name, "at most 1 MiB", "more");
        }
        TreeMap<LocalDate, Factor> rows = new TreeMap<>();
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean last = i == lines.length - 1 && lines[i].isEmpty();
            if (!last && !(i == 0 && lines[i].equals(HEADER))) {
                row(rows, lines[i], name + ":" + (i + 1));
            }
        }
        if (rows.isEmpty()) {
            throw new DataFault(DataCode.FACTORS_INVALID, name, "at least one row", "none");
        }
        return new Factors(
                new MarketData.Source("factors/" + name, Digest.sha384(bytes), bytes.length), rows);
    }

    private static void row(Map<LocalDate, Factor> rows, String line, String subject)
            throws DataFault {
        String[] cells = line.split(",", -1);
        try {
            if (cells.length == 4) {
                LocalDate day = LocalDate.parse(cells[0], DateTimeFormatter.BASIC_ISO_DATE);
                Factor factor =
                        new Factor(
                                CsvNumbers.real(cells[1]).orElse(0),
                                CsvNumbers.real(cells[2]).orElse(0));
                if (factor.price() > 0 && factor.split() > 0 && rows.put(day, factor) == null) {
                    return;
                }
            }
        } catch (DateTimeException e) {
            // said below, with the line
        }
        throw new DataFault(
                DataCode.FACTORS_INVALID,
                subject,
                "a new date yyyyMMdd, two positive factors and a price",
                line);
    }

    /** Digest and size of the file. */
    MarketData.Source source() {
        return source;
    }

    /** The bars as they would have been without splits and dividends, seen from the last row. */
    Bars adjust(Bars bars, ZoneId zone) throws DataFault {
        int size = bars.size();
        double[][] prices = new double[4][size];
        double[] volume = new double[size];
        for (int i = 0; i < size; i++) {
            LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(bars.openTime()[i]), zone);
            Map.Entry<LocalDate, Factor> row = rows.ceilingEntry(day);
            if (row == null) {
                // an unadjusted end would be a jump that never was
                throw new DataFault(
                        DataCode.FACTORS_INVALID,
                        source.path(),
                        "a row for " + day + " or later",
                        "last row " + rows.lastKey());
            }
            double factor = row.getValue().price() * row.getValue().split();
            prices[0][i] = bars.open()[i] * factor;
            prices[1][i] = bars.high()[i] * factor;
            prices[2][i] = bars.low()[i] * factor;
            prices[3][i] = bars.close()[i] * factor;
            volume[i] = bars.volume()[i] / row.getValue().split();
        }
        return new Bars(
                bars.symbol(),
                bars.interval(),
                bars.openTime(),
                prices[0],
                prices[1],
                prices[2],
                prices[3],
                volume);
    }
}
