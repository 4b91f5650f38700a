package io.gatehouse.adapter.risklabs.market;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBPreparedStatement;

/**
 * Columns of Parquet files as arrays, in the order of the file.
 *
 * <p>The columns are taken chunk by chunk out of DuckDB's own vectors: a row-wise result set would
 * spend most of the time in the calls for its cells. Confined to the thread of its session.
 */
final class ParquetTables {

    /** Nine years of minutes. */
    static final int MOST_ROWS = 5_000_000;

    /** 2100-01-01T00:00Z: a later time is a wrong unit. */
    static final long LATEST = 4_102_444_800_000L;

    private final DuckSession session;

    ParquetTables(DuckSession session) {
        this.session = session;
    }

    /** Name and type of each column of a file, in DuckDB's words. */
    Map<String, String> schema(String path, String subject) throws DataFault {
        return types(DuckSession.literal(path), subject);
    }

    private Map<String, String> types(String paths, String subject) throws DataFault {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery("DESCRIBE SELECT * FROM " + source(paths))) {
            while (rows.next()) {
                types.put(rows.getString("column_name"), rows.getString("column_type"));
            }
            return types;
        } catch (SQLException | RuntimeException e) {
            throw unreadable(subject);
        }
    }

    /**
     * Adds the rows of files to columns, one file after the other.
     *
     * <p>Files with the same columns are read by one query, so that DuckDB uses all of its threads;
     * if that finds any fault, they are read one by one, which names the file. Files that differ
     * are never read together: DuckDB would cast the types of all to those of the first.
     *
     * @param paths absolute
     * @param subjects how the files are called in findings
     */
    void appendAll(List<String> paths, List<String> subjects, List<Column> columns)
            throws DataFault {
        long rows = paths.size() < 2 ? -1 : rowsIfAlike(paths);
        if (rows > 0 && rows <= MOST_ROWS) {
            List<Column> together = new ArrayList<>();
            columns.forEach(c -> together.add(new Column(c.name(), c.type(), (int) rows)));
            try {
                append(list(paths), "all files", together);
                for (int i = 0; i < together.size(); i++) {
                    columns.get(i).addAll(together.get(i));
                }
                return;
            } catch (DataFault e) {
                // read again below, file by file, to say in which one it is
            }
        }
        for (int i = 0; i < paths.size(); i++) {
            append(DuckSession.literal(paths.get(i)), subjects.get(i), columns);
        }
    }

    /** How many rows files of one schema have; negative where they differ or one has no row. */
    private long rowsIfAlike(List<String> paths) {
        Map<String, StringBuilder> schemas = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery(
                            "SELECT file_name, name, type, num_children, converted_type,"
                                    + " logical_type FROM parquet_schema("
                                    + list(paths)
                                    + ")")) {
                while (rows.next()) {
                    StringBuilder schema =
                            schemas.computeIfAbsent(rows.getString(1), n -> new StringBuilder());
                    for (int i = 2; i <= 6; i++) {
                        schema.append(rows.getString(i)).append('\n');
                    }
                }
            }
            boolean alike =
                    schemas.size() == paths.size()
                            && schemas.values().stream().map(Object::toString).distinct().count()
                                    == 1;
            return alike ? rows(statement, paths) : -1;
        } catch (SQLException | RuntimeException e) {
            return -1;
        }
    }

    private static long rows(Statement statement, List<String> paths) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT min(num_rows), sum(num_rows)::BIGINT FROM parquet_file_metadata("
                                + list(paths)
                                + ")")) {
            return rows.next() && rows.getLong(1) > 0 ? rows.getLong(2) : -1;
        }
    }

    private static String list(List<String> paths) {
        return paths.stream().map(DuckSession::literal).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * Adds the rows of one file, or of several that are alike.
     *
     * @param paths of the files, as SQL
     */
    private void append(String paths, String subject, List<Column> columns) throws DataFault {
        StringBuilder sql = new StringBuilder("SELECT ");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ").append(DuckSession.identifier(columns.get(i).name()));
        }
        sql.append(" FROM ").append(source(paths));
        int before = columns.get(0).size();
        try (DuckDBPreparedStatement statement =
                        session.connection()
                                .prepareStatement(sql.toString())
                                .unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                ChunkCells.take(result.chunk(), subject, columns);
            }
        } catch (SQLException | RuntimeException e) {
            // the driver reports damage found on the way as either; neither may reach a face
            requireColumns(types(paths, subject), subject, columns);
            throw unreadable(subject);
        }
        if (columns.get(0).size() == before) {
            throw new DataFault(DataCode.FILE_EMPTY, subject, "at least one row", "none");
        }
    }

    private static String source(String paths) {
        return "read_parquet(" + paths + ", hive_partitioning = false, union_by_name = false)";
    }

    private static DataFault unreadable(String subject) {
        return new DataFault(
                DataCode.FILE_UNREADABLE,
                subject,
                "a whole Parquet file",
                "no Parquet, cut off or damaged");
    }

    /** Why a reading failed, if it is for a column: nested types fail before their type is seen. */
    private static void requireColumns(
            Map<String, String> types, String subject, List<Column> columns) throws DataFault {
        for (Column column : columns) {
            if (!types.containsKey(column.name())) {
                throw new DataFault(
                        DataCode.COLUMN_MISSING,
                        subject,
                        "a column " + column.name(),
                        "columns " + String.join(", ", types.keySet()));
            }
            ChunkCells.requireType(types.get(column.name()), column, subject);
        }
    }
}
