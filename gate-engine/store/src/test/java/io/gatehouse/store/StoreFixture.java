package io.gatehouse.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Opens stores, and looks at their tables from outside. */
final class StoreFixture {

    private StoreFixture() {}

    static Store open(Path directory) {
        return Store.open(directory, InstantSource.fixed(History.START));
    }

    private static Connection connect(Path directory) throws SQLException {
        String url =
                "jdbc:h2:file:" + directory.toAbsolutePath().resolve("store") + ";IFEXISTS=TRUE";
        return DriverManager.getConnection(url, "gatehouse", "");
    }

    /** Changes a closed store's tables from outside. */
    static void tamper(Path directory, String... statements) throws SQLException {
        try (Connection connection = connect(directory);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            statement.execute("SHUTDOWN");
        }
    }

    /** The first column of a query on a closed store. */
    static List<String> column(Path directory, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = connect(directory);
                Statement statement = connection.createStatement()) {
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    values.add(result.getString(1));
                }
            }
            statement.execute("SHUTDOWN");
        }
        return values;
    }

    /** Every row of every derived table, as text, once the store is closed. */
    static Map<String, List<String>> content(Path directory) throws SQLException {
        Map<String, List<String>> content = new TreeMap<>();
        try (Connection connection = connect(directory);
                Statement statement = connection.createStatement()) {
            for (String table : Projection.TABLES) {
                List<String> rows = new ArrayList<>();
                try (ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
                    while (result.next()) {
                        List<String> row = new ArrayList<>();
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            row.add(result.getString(i));
                        }
                        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
                    }
                }
                rows.sort(null);
                content.put(table, rows);
            }
            statement.execute("SHUTDOWN");
        }
        return content;
    }
}
