package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes rows into the files of their months, merged with what is stored there: of two rows of one
 * time the last one written wins, as with the existing writer.
 *
 * <p>Each month's file is replaced as a whole and atomically. DuckDB writes with one thread, so the
 * same rows give the same bytes with the same version of DuckDB. Two writers of one series at once
 * lose the rows of one of them; the caller excludes that. Confined to one thread.
 */
final class SeriesWriter {

    private static final int ROWS_PER_GROUP = 122_880;

    private final DataFiles files;
    private final DuckSession session;
    private final Path workspace;

    /**
     * @param workspace an empty folder for half-written files, which the session may write to
     */
    SeriesWriter(DataFiles files, DuckSession session, Path workspace) {
        this.files = files;
        this.session = session;
        this.workspace = workspace;
    }

    /** Writes all rows; the files written, in the order of their months. */
    List<Path> merge(String namespace, String symbol, SeriesKind kind, String interval, Table rows)
            throws DataFault, IOException, SQLException {
        Path folder = files.folder(namespace, symbol, kind.folder(interval));
        files.series(namespace, symbol, kind.folder(interval)); // refuses links on the way
        Map<Path, byte[]> months = new LinkedHashMap<>();
        for (Map.Entry<YearMonth, int[]> month : byMonth(rows, kind).entrySet()) {
            Path target = Months.folder(folder, month.getKey()).resolve(DataFiles.FILE);
            Table merged = merged(target, rows.pick(month.getValue()), kind);
            months.put(target, parquet(merged, kind));
        }
        // only now, when no stored month can refuse any more
        for (Map.Entry<Path, byte[]> month : months.entrySet()) {
            DurableFiles.createDirectories(month.getKey().getParent());
            DurableFiles.replace(month.getKey(), month.getValue());
        }
        return List.copyOf(months.keySet());
    }

    private static Map<YearMonth, int[]> byMonth(Table rows, SeriesKind kind) {
        long[] time = rows.column(kind.timeColumn()).longs();
        Map<YearMonth, List<Integer>> months = new TreeMap<>();
        for (int i = 0; i < time.length; i++) {
            YearMonth month = Months.of(Math.floorDiv(time[i], kind.unitsPerMillisecond()));
            months.computeIfAbsent(month, m -> new ArrayList<>()).add(i);
        }
        Map<YearMonth, int[]> picked = new TreeMap<>();
        months.forEach((m, r) -> picked.put(m, r.stream().mapToInt(Integer::intValue).toArray()));
        return picked;
    }

    private Table merged(Path target, Table fresh, SeriesKind kind) throws DataFault {
        Table all = fresh;
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            String subject = files.relative(target);
            ParquetTables tables = new ParquetTables(session);
            for (String stored : tables.schema(target.toString(), subject).keySet()) {
                if (!fresh.names().contains(stored)) {
                    // the existing rows keep what they have, or are not touched
                    throw new DataFault(
                            DataCode.COLUMN_MISSING,
                            subject,
                            "the columns that are stored there",
                            "no column " + stored);
                }
            }
            List<Column> columns = new ArrayList<>();
            fresh.columns().forEach(c -> columns.add(new Column(c.name(), c.type(), 0)));
            tables.appendAll(List.of(target.toString()), List.of(subject), columns);
            for (Column column : columns) {
                column.addAll(fresh.column(column.name()));
            }
            all = new Table(columns);
        }
        return lastOfEach(all, kind);
    }

    /** In the order of the key; of rows with the same key, the last. */
    private static Table lastOfEach(Table all, SeriesKind kind) {
        List<String> key = kind.key();
        int[] order = StableOrder.of(all.column(key.get(key.size() - 1)).longs());
        for (int k = key.size() - 2; k >= 0; k--) {
            order = StableOrder.refine(order, all.column(key.get(k)).longs());
        }
        int kept = 0;
        for (int i = 0; i < order.length; i++) {
            if (i + 1 == order.length || !same(all, key, order[i], order[i + 1])) {
                order[kept++] = order[i];
            }
        }
        return all.pick(java.util.Arrays.copyOf(order, kept));
    }

    private static boolean same(Table table, List<String> key, int a, int b) {
        return key.stream()
                .map(name -> table.column(name).longs())
                .allMatch(column -> column[a] == column[b]);
    }

    private byte[] parquet(Table table, SeriesKind kind) throws IOException, SQLException {
        Path file = workspace.resolve("month.parquet");
        try (Statement statement = session.connection().createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE month (" + types(table, kind) + ")");
            fill(table, kind);
            statement.execute(
                    "COPY (SELECT * FROM month ORDER BY rowid) TO "
                            + DuckSession.literal(file.toString())
                            + " (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE "
                            + ROWS_PER_GROUP
                            + ")");
            statement.execute("DROP TABLE month");
            return Files.readAllBytes(file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String types(Table table, SeriesKind kind) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(
                    DuckSession.identifier(column.name())
                            + (isReal(column, kind) ? " DOUBLE" : " BIGINT"));
        }
        return String.join(", ", columns);
    }

    /** The existing writer stores the opening time of bars as a double. */
    private static boolean isReal(Column column, SeriesKind kind) {
        return column.type() == Column.Type.REAL
                || (kind == SeriesKind.BARS && column.type() == Column.Type.TIME);
    }

    private void fill(Table table, SeriesKind kind) throws SQLException {
        DuckDBConnection duck = session.connection().unwrap(DuckDBConnection.class);
        try (DuckDBAppender appender = duck.createAppender("month")) {
            for (int row = 0; row < table.size(); row++) {
                appender.beginRow();
                for (Column column : table.columns()) {
                    if (column.type() == Column.Type.REAL) {
                        appender.append(column.real(row));
                    } else if (isReal(column, kind)) {
                        appender.append((double) column.integer(row));
                    } else {
                        appender.append(column.integer(row));
                    }
                }
                appender.endRow();
            }
        }
    }
}
