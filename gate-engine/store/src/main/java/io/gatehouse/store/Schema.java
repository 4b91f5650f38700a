package io.gatehouse.store;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables, brought up to date by Flyway.
 *
 * <p>Flyway costs about half a second of processor time to find that nothing is to be done, in
 * every command. So the digest of the migrations is left in the database when they are through, and
 * an opening that finds its own digest there has nothing to do.
 */
final class Schema {

    static final String FOLDER = "db/migration";

    /** In their order; a test holds it against the folder. */
    static final List<String> MIGRATIONS = List.of("V1__read_model.sql", "V2__action_queue.sql");

    private Schema() {}

    static void migrate(Connection connection, DataSource source) throws SQLException {
        String digest = digest().value();
        if (digest.equals(mark(connection))) {
            return;
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + FOLDER)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load()
                .migrate();
        try (Statement statement = connection.createStatement();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO schema_mark VALUES (TRUE, ?)")) {
            statement.execute("DELETE FROM schema_mark");
            insert.setString(1, digest);
            insert.execute();
        }
    }

    /** What the migrations of this build are. */
    static Digest digest() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : MIGRATIONS) {
            try (InputStream in =
                    Schema.class.getClassLoader().getResourceAsStream(FOLDER + "/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the build lacks " + name);
                }
                in.transferTo(all);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return Digest.sha384(all.toByteArray());
    }

    private static String mark(Connection connection) throws SQLException {
        try (ResultSet tables =
                connection.getMetaData().getTables(null, "PUBLIC", "SCHEMA_MARK", null)) {
            if (!tables.next()) {
                return "";
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT digest FROM schema_mark")) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
