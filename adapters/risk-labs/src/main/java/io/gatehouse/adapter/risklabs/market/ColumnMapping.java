package io.gatehouse.adapter.risklabs.market;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a text file with a header are the time, the prices and the volume of bars.
 *
 * @param names the file's name of each of {@code open_time}, {@code open}, {@code high}, {@code
 *     low}, {@code close}, {@code volume}
 * @param unit how the time is written
 * @param zone of times without an offset; used with {@link Unit#ISO} only
 */
public record ColumnMapping(Map<String, String> names, Unit unit, ZoneId zone) {

    private static final List<String> FIELDS =
            List.of("open_time", "open", "high", "low", "close", "volume");

    /** How a time is written. */
    public enum Unit {
        /** Seconds since 1970. */
        S,
        /** Milliseconds. */
        MS,
        /** Microseconds. */
        US,
        /** Nanoseconds. */
        NS,
        /** A date, or a date and a time. */
        ISO
    }

    public ColumnMapping {
        names = Map.copyOf(names);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(zone);
        if (!names.keySet().equals(java.util.Set.copyOf(FIELDS))) {
            throw new IllegalArgumentException("a mapping names " + String.join(", ", FIELDS));
        }
    }

    /**
     * Reads {@code open_time=Date,open=O,high=H,low=L,close=C,volume=V,unit=iso,zone=Europe/Warsaw}
     * in any order; without unit {@code iso}, without zone {@code UTC}.
     *
     * @return empty where the text is no such mapping
     */
    public static Optional<ColumnMapping> parse(String text) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0
                    || names.put(part.substring(0, equals), part.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        String unit = Optional.ofNullable(names.remove("unit")).orElse("iso");
        String zone = Optional.ofNullable(names.remove("zone")).orElse("UTC");
        try {
            return Optional.of(
                    new ColumnMapping(
                            names,
                            Unit.valueOf(unit.toUpperCase(java.util.Locale.ROOT)),
                            zone.equals("UTC") ? java.time.ZoneOffset.UTC : ZoneId.of(zone)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The format of a file whose first line this is; empty where a column is missing or twice. */
    Optional<CsvFormat> format(String header) {
        List<String> columns = List.of(header.split(",", -1));
        List<CsvFormat.Cell> cells = new ArrayList<>();
        for (String field : FIELDS) {
            int place = columns.indexOf(names.get(field));
            if (place < 0 || place != columns.lastIndexOf(names.get(field))) {
                return Optional.empty();
            }
            cells.add(
                    cells.isEmpty()
                            ? CsvFormat.time(place, field, time())
                            : CsvFormat.real(place, field));
        }
        return Optional.of(new CsvFormat(SeriesKind.BARS, true, columns.size(), cells));
    }

    private CsvTime time() {
        return switch (unit) {
            case S -> new CsvTime.Epoch(1_000, 1);
            case MS -> new CsvTime.Epoch(1, 1);
            case US -> new CsvTime.Epoch(1, 1_000);
            case NS -> new CsvTime.Epoch(1, 1_000_000);
            case ISO -> new CsvTime.Iso(zone);
        };
    }
}
