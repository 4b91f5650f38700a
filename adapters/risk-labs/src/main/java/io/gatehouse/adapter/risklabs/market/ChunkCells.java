package io.gatehouse.adapter.risklabs.market;

import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** The cells of one chunk of DuckDB's into columns, each type and value checked on the way. */
final class ChunkCells {

    private ChunkCells() {}

    static void requireType(String type, Column column, String subject) throws DataFault {
        List<String> fitting =
                switch (column.type()) {
                    case TIME -> List.of("BIGINT", "DOUBLE");
                    case INTEGER -> List.of("BIGINT");
                    case REAL -> List.of("DOUBLE");
                };
        if (!fitting.contains(type)) {
            throw new DataFault(
                    DataCode.COLUMN_TYPE,
                    subject + " " + column.name(),
                    String.join(" or ", fitting),
                    type);
        }
    }

    static void take(DuckDBDataChunkReader chunk, String subject, List<Column> columns)
            throws DataFault {
        int rows = Math.toIntExact(chunk.rowCount());
        if (columns.get(0).size() > ParquetTables.MOST_ROWS - rows) {
            throw new DataFault(
                    DataCode.TOO_LARGE,
                    subject,
                    "at most " + ParquetTables.MOST_ROWS + " rows",
                    "more");
        }
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            DuckDBReadableVector vector = chunk.vector(i);
            requireType(vector.getType().name(), column, subject);
            switch (column.type()) {
                case REAL -> reals(vector, rows, column, subject);
                case INTEGER -> integers(vector, rows, column, subject);
                case TIME -> {
                    if (vector.getType() == DuckDBColumnType.DOUBLE) {
                        times(vector, rows, column, subject);
                    } else {
                        integers(vector, rows, column, subject);
                    }
                    requireTimes(column, rows, subject);
                }
            }
        }
    }

    private static void reals(DuckDBReadableVector vector, int rows, Column column, String subject)
            throws DataFault {
        double[] out = column.doublesFor(rows);
        int at = column.size();
        for (int row = 0; row < rows; row++) {
            requireValue(vector, row, column, subject);
            out[at + row] = vector.getDouble(row);
        }
        column.grown(rows);
    }

    private static void integers(
            DuckDBReadableVector vector, int rows, Column column, String subject) throws DataFault {
        long[] out = column.longsFor(rows);
        int at = column.size();
        for (int row = 0; row < rows; row++) {
            requireValue(vector, row, column, subject);
            out[at + row] = vector.getLong(row);
        }
        column.grown(rows);
    }

    private static void times(DuckDBReadableVector vector, int rows, Column column, String subject)
            throws DataFault {
        long[] out = column.longsFor(rows);
        int at = column.size();
        for (int row = 0; row < rows; row++) {
            requireValue(vector, row, column, subject);
            double time = vector.getDouble(row);
            long whole = (long) time;
            if (whole != time) {
                throw invalidTime(subject, column, Double.toString(time));
            }
            out[at + row] = whole;
        }
        column.grown(rows);
    }

    private static void requireTimes(Column column, int rows, String subject) throws DataFault {
        long[] times = column.longsFor(0);
        for (int i = column.size() - rows; i < column.size(); i++) {
            if (times[i] < 0 || times[i] >= ParquetTables.LATEST) {
                throw invalidTime(subject, column, Long.toString(times[i]));
            }
        }
    }

    private static DataFault invalidTime(String subject, Column column, String observed) {
        return new DataFault(
                DataCode.TIME_INVALID,
                subject + " " + column.name(),
                "whole milliseconds since 1970, before 2100",
                observed);
    }

    private static void requireValue(
            DuckDBReadableVector vector, int row, Column column, String subject) throws DataFault {
        if (vector.isNull(row)) {
            throw new DataFault(
                    DataCode.VALUE_MISSING,
                    subject + " " + column.name(),
                    "a value in each row",
                    "none in row " + (column.size() + row + 1));
        }
    }
}
