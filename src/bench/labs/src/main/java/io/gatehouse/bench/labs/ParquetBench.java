package io.gatehouse.bench.labs;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.MarketReader;
import io.gatehouse.adapter.risklabs.market.MarketRequest;
import io.gatehouse.adapter.risklabs.market.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/**
 * One year of minute bars (525,600 rows of six columns) from Parquet to arrays, beside DuckDB's own
 * time for the same rows of the same files in the same run.
 *
 * <p>Each the median of the rounds after warming up: DuckDB adding up the six columns (nothing
 * leaves it), DuckDB handing out the rows in chunks that nobody looks at (its own scan and result),
 * the same chunks copied into arrays as the laboratory's reader does, a row-wise JDBC result set,
 * the digests alone, and the reader as it is called: a new locked database, schemas, SHA-384 of
 * every file on a second thread, checks of every cell.
 *
 * <p>Arguments: rounds (15), threads (2).
 */
public final class ParquetBench {

    private static final int ROWS = 525_600;
    private static final String COLUMNS = "open_time, open, high, low, close, volume";

    private ParquetBench() {}

    /** Something to be timed, which says how many rows it saw. */
    private interface Work {
        long run() throws SQLException, IOException;
    }

    public static void main(String[] arguments) throws SQLException, IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        Path root = Files.createTempDirectory("parquet-bench").toRealPath();
        Properties settings = new Properties();
        settings.put("threads", Integer.toString(threads));
        settings.put("memory_limit", "512MB");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings)) {
            write(connection, root);
            String from =
                    " FROM read_parquet('" + root + "/bench/BTCUSDT/1m/*/*/data.parquet',"
                            + " hive_partitioning = false)";
            double scan = report("DuckDB, sums", rounds, () -> sums(connection, from));
            double chunks = report("DuckDB, rows out", rounds, () -> chunks(connection, from));
            double arrays = report("chunks to arrays", rounds, () -> arrays(connection, from));
            report("JDBC result set", rounds, () -> rows(connection, from));
            report("SHA-384 of the files", rounds, () -> digest(root));
            double reader = report("MarketReader, all", rounds, () -> reader(root));
            System.out.printf(
                    Locale.ROOT,
                    "arrays/rows out %.2f, reader/rows out %.2f, reader/sums %.2f%n",
                    arrays / chunks,
                    reader / chunks,
                    reader / scan);
        }
    }

    /** Twelve months with the last digits of real prices: compression should not flatter. */
    private static void write(Connection connection, Path root) throws SQLException, IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT setseed(0.42)");
            statement.execute(
                    "CREATE TABLE year AS SELECT (1704067200000 + i * 60000)::DOUBLE AS open_time,"
                            + " round(40000 + random() * 100, 2) AS open, round(40100 + random() *"
                            + " 100, 2) AS high, round(39900 + random() * 100, 2) AS low,"
                            + " round(40000 + random() * 100, 2) AS close, round(random() * 50, 5)"
                            + " AS volume FROM range("
                            + ROWS
                            + ") t(i)");
            for (int month = 1; month <= 12; month++) {
                Path folder =
                        root.resolve("bench/BTCUSDT/1m/year=2024")
                                .resolve(String.format(Locale.ROOT, "month=%02d", month));
                Files.createDirectories(folder);
                statement.execute(
                        "COPY (SELECT * FROM year WHERE month(make_timestamp((open_time * 1000)"
                                + "::BIGINT)) = "
                                + month
                                + ") TO '"
                                + folder.resolve("data.parquet")
                                + "' (FORMAT parquet, COMPRESSION zstd)");
            }
        }
    }

    private static double report(String name, int rounds, Work work)
            throws SQLException, IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < rounds + 5; i++) {
            long start = System.nanoTime();
            long rows = work.run();
            double millis = (System.nanoTime() - start) / 1e6;
            if (rows != ROWS) {
                throw new IllegalStateException(name + " saw " + rows + " rows");
            }
            if (i >= 5) {
                times.add(millis);
            }
        }
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted[sorted.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%-22s median %7.1f ms, fastest %7.1f ms, rounds %d%n",
                name,
                median,
                sorted[0],
                rounds);
        return median;
    }

    private static long sums(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*), sum(open_time), sum(open), sum(high), sum(low),"
                                        + " sum(close), sum(volume)"
                                        + from)) {
            result.next();
            return result.getLong(1);
        }
    }

    private static long chunks(Connection connection, String from) throws SQLException {
        long rows = 0;
        try (DuckDBPreparedStatement statement =
                        connection
                                .prepareStatement("SELECT " + COLUMNS + from)
                                .unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                rows += result.chunk().rowCount();
            }
        }
        return rows;
    }

    private static long arrays(Connection connection, String from) throws SQLException {
        double[][] columns = new double[6][ROWS];
        int at = 0;
        try (DuckDBPreparedStatement statement =
                        connection
                                .prepareStatement("SELECT " + COLUMNS + from)
                                .unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                int rows = (int) result.chunk().rowCount();
                for (int c = 0; c < 6; c++) {
                    DuckDBReadableVector vector = result.chunk().vector(c);
                    for (int row = 0; row < rows; row++) {
                        columns[c][at + row] = vector.getDouble(row);
                    }
                }
                at += rows;
            }
        }
        return at;
    }

    private static long rows(Connection connection, String from) throws SQLException {
        double[][] columns = new double[6][ROWS];
        int rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + COLUMNS + from)) {
            while (result.next()) {
                for (int c = 0; c < 6; c++) {
                    columns[c][rows] = result.getDouble(c + 1);
                }
                rows++;
            }
        }
        return rows;
    }

    private static long digest(Path root) throws IOException {
        for (int month = 1; month <= 12; month++) {
            Path file =
                    root.resolve("bench/BTCUSDT/1m/year=2024")
                            .resolve(String.format(Locale.ROOT, "month=%02d", month))
                            .resolve("data.parquet");
            byte[] digest =
                    io.gatehouse.core.digest.Digest.newSha384().digest(Files.readAllBytes(file));
            if (Arrays.equals(digest, new byte[48])) {
                throw new IllegalStateException("never");
            }
        }
        return ROWS;
    }

    private static long reader(Path root) {
        Reading<MarketData> reading =
                MarketReader.read(
                        MarketRequest.of(
                                root, "bench", List.of("BTCUSDT"), Duration.ofMinutes(1)));
        if (reading instanceof Reading.Read<MarketData> read) {
            Bars bars = read.value().instruments().get("BTCUSDT").bars();
            return bars.size();
        }
        throw new IllegalStateException("refused: " + reading.findings());
    }
}
