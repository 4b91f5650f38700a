package io.gatehouse.adapter.risklabs.market;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * A DuckDB of its own in memory, for one thread, that sees some folders and nothing else.
 *
 * <p>DuckDB is native code and knows the network, other databases and the whole disk. All of that
 * is switched off and the switches are locked before the first file is named: no extension is
 * installed or loaded, no file outside the folders given is opened, nothing spills to a disk, and
 * memory and threads are bounded. Not thread-safe: one connection used by two threads is the best
 * known way to crash it.
 */
final class DuckSession implements AutoCloseable {

    private static final String MEMORY = "512MB";

    private final Connection connection;

    private DuckSession(Connection connection) {
        this.connection = connection;
    }

    /**
     * A session that may read and write below some folders.
     *
     * @param threads of DuckDB's own; with one, what it writes is the same bytes each time
     * @throws SQLException if DuckDB cannot be started
     */
    static DuckSession open(int threads, List<Path> folders) throws SQLException {
        Properties settings = new Properties();
        settings.put("threads", Integer.toString(threads));
        settings.put("memory_limit", MEMORY);
        settings.put("temp_directory", "");
        settings.put("autoinstall_known_extensions", "false");
        settings.put("autoload_known_extensions", "false");
        settings.put("allow_community_extensions", "false");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        try (Statement statement = connection.createStatement()) {
            String allowed =
                    folders.stream()
                            .map(folder -> literal(real(folder) + "/"))
                            .collect(Collectors.joining(", ", "[", "]"));
            statement.execute("SET allowed_directories = " + allowed);
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            return new DuckSession(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Text as SQL: quotes doubled, so that a path with a quote ends nothing. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** A name as SQL. */
    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
