package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Rows of a text file as columns; a row that cannot be read refuses the file and is named by its
 * line.
 *
 * <p>The rows have no quotes and no escapes: none of the formats has text that needs them, and a
 * reader without them cannot disagree with another about where a cell ends. Confined to one thread.
 */
final class CsvTables {

    private static final int LONGEST_LINE = 4_096;

    private final String subject;

    CsvTables(String subject) {
        this.subject = subject;
    }

    /**
     * What was read.
     *
     * @param source digest and size of the text
     */
    record Parsed(CsvFormat format, Table table, MarketData.Source source) {}

    /** Reads a stream to its end; what the columns mean is told by the first line or a mapping. */
    Parsed read(InputStream in, Optional<ColumnMapping> mapping) throws DataFault, IOException {
        DigestInputStream digesting = new DigestInputStream(in, Digest.newSha384());
        TextLines lines = new TextLines(digesting, LONGEST_LINE, subject);
        String first =
                lines.next()
                        .orElseThrow(
                                () ->
                                        new DataFault(
                                                DataCode.FILE_EMPTY,
                                                subject,
                                                "at least one row",
                                                "no byte"));
        CsvFormat format =
                (mapping.isPresent() ? mapping.get().format(first) : CsvFormat.of(first))
                        .orElseThrow(
                                () ->
                                        new DataFault(
                                                DataCode.HEADER_UNKNOWN,
                                                subject + ":1",
                                                "the columns of a known format",
                                                first));
        List<Column> columns = new ArrayList<>();
        for (CsvFormat.Cell cell : format.columns()) {
            columns.add(new Column(cell.name(), cell.type(), 1_024));
        }
        Optional<String> line = format.header() ? lines.next() : Optional.of(first);
        for (; line.isPresent(); line = lines.next()) {
            row(format, columns, line.get(), subject + ":" + lines.number());
        }
        if (columns.get(0).size() == 0) {
            throw new DataFault(DataCode.FILE_EMPTY, subject, "at least one row", "none");
        }
        String hex = HexFormat.of().formatHex(digesting.getMessageDigest().digest());
        return new Parsed(
                format,
                new Table(columns),
                new MarketData.Source(subject, Digest.parse("sha384:" + hex), lines.bytes()));
    }

    private void row(CsvFormat format, List<Column> columns, String line, String place)
            throws DataFault {
        String[] cells = line.split(",", -1);
        if (cells.length != format.width()) {
            throw new DataFault(
                    DataCode.ROW_INVALID,
                    place,
                    format.width() + " cells",
                    cells.length + " cells: " + line);
        }
        if (columns.get(0).size() == ParquetTables.MOST_ROWS) {
            throw new DataFault(
                    DataCode.TOO_LARGE,
                    subject,
                    "at most " + ParquetTables.MOST_ROWS + " rows",
                    "more");
        }
        for (int i = 0; i < columns.size(); i++) {
            CsvFormat.Cell cell = format.columns().get(i);
            add(columns.get(i), cell, cells[cell.place()], place);
        }
    }

    private static void add(Column column, CsvFormat.Cell cell, String text, String place)
            throws DataFault {
        switch (cell.type()) {
            case REAL -> {
                OptionalDouble value = CsvNumbers.real(text);
                column.add(value.orElseThrow(() -> invalid(cell, place, "a number", text)));
            }
            case INTEGER -> {
                OptionalLong value = CsvNumbers.integer(text);
                column.add(value.orElseThrow(() -> invalid(cell, place, "a whole number", text)));
            }
            case TIME -> {
                OptionalLong value = cell.time().millis(text);
                column.add(
                        value.orElseThrow(
                                () -> invalid(cell, place, "a time from 1970 to 2099", text)));
            }
        }
    }

    private static DataFault invalid(
            CsvFormat.Cell cell, String place, String expected, String text) {
        return new DataFault(
                DataCode.ROW_INVALID, place + " " + cell.name(), expected, "'" + text + "'");
    }
}
