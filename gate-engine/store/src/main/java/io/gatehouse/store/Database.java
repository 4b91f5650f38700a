package io.gatehouse.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gatehouse.store.StoreFault.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The H2 file, its pool and its faults. Every access goes through {@link #read} or {@link #write},
 * so that no exception of a driver leaves the module.
 *
 * <p>An H2 commit is no fsync, and nothing relies on one: after a crash the file may be a few
 * hundred commits behind the journal, and is brought up from it. Thread-safe.
 */
final class Database implements AutoCloseable {

    static final String FILE = "store";
    private static final String SUFFIX = ".mv.db";

    /**
     * One process only, held by a lock of the operating system that dies with the process; no
     * server and no trace files; closed by {@link #close} and not by the JVM's end or an idle pool.
     * All of the projection's statements are kept parsed, where H2 would keep eight. The session's
     * time zone is not the machine's: a library that binds a time without its zone would else mean
     * another instant than the one that reads it, and a job be due hours late.
     */
    private static final String SETTINGS =
            ";FILE_LOCK=FS;AUTO_SERVER=FALSE;DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1"
                    + ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;QUERY_CACHE_SIZE=64"
                    + ";TIME ZONE=UTC";

    /**
     * H2 would let one process open a file twice and share it; two projectors would then take
     * turns.
     */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final JdbcDataSource source;
    private final HikariDataSource pool;
    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionTemplate transactions;

    private Database(Path file, JdbcDataSource source, HikariDataSource pool) {
        this.file = file;
        this.source = source;
        this.pool = pool;
        client = JdbcClient.create(pool);
        template = new JdbcTemplate(pool);
        transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    static Path fileIn(Path directory) {
        return directory.resolve(FILE + SUFFIX);
    }

    /** Opens or creates the file and brings its tables up to date. */
    static Database open(Path directory) {
        Path file = fileIn(realDirectory(directory));
        if (!OPEN.add(file)) {
            throw new StoreFault(Kind.LOCKED, "the store is open in this process");
        }
        try {
            JdbcDataSource source = source(file);
            return new Database(file, source, connect(source));
        } catch (SQLException | RuntimeException e) {
            OPEN.remove(file);
            throw fault(e);
        }
    }

    private static HikariDataSource connect(JdbcDataSource source) throws SQLException {
        // This connection keeps the database open until the pool has one, and tells faults apart
        // that the pool would only call a timeout.
        try (Connection first = source.getConnection()) {
            HikariDataSource pool = pool(source);
            try {
                Schema.migrate(first, pool);
                return pool;
            } catch (SQLException | RuntimeException e) {
                pool.close();
                try (Statement statement = first.createStatement()) {
                    statement.execute("SHUTDOWN IMMEDIATELY");
                }
                throw e;
            }
        }
    }

    private static Path realDirectory(Path directory) {
        // A ';' would end the path and begin settings of H2, of which INIT runs any statement.
        if (directory.toAbsolutePath().toString().indexOf(';') >= 0) {
            throw new StoreFault(Kind.UNAVAILABLE, "the workspace's path may not contain ';'");
        }
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            if (real.toString().indexOf(';') >= 0) {
                throw new StoreFault(Kind.UNAVAILABLE, "the workspace's path may not contain ';'");
            }
            return real;
        } catch (IOException e) {
            throw new StoreFault(Kind.UNAVAILABLE, "the store's directory cannot be made", e);
        }
    }

    private static JdbcDataSource source(Path file) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + file.resolveSibling(FILE) + SETTINGS);
        source.setUser("gatehouse");
        source.setPassword("");
        return source;
    }

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("gatehouse-store");
        config.setDataSource(source);
        config.setMaximumPoolSize(4);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setInitializationFailTimeout(1);
        return new HikariDataSource(config);
    }

    DataSource dataSource() {
        return pool;
    }

    JdbcClient client() {
        return client;
    }

    JdbcTemplate template() {
        return template;
    }

    /** Runs a query and turns the driver's faults into the store's. */
    <T> T read(Supplier<T> query) {
        try {
            return query.get();
        } catch (DataAccessException | TransactionException e) {
            throw fault(e);
        }
    }

    /** Runs statements in one transaction: all of them or none. */
    void write(Runnable statements) {
        read(
                () -> {
                    transactions.executeWithoutResult(status -> statements.run());
                    return null;
                });
    }

    /**
     * Adds a row if its key is new.
     *
     * @return whether it was new
     */
    boolean insertIfNew(Runnable insert) {
        try {
            write(insert);
            return true;
        } catch (StoreFault e) {
            if (e.getCause() instanceof DuplicateKeyException) {
                return false;
            }
            throw e;
        }
    }

    /** Whether this process has the file open. */
    static boolean isOpen(Path file) {
        return OPEN.contains(file);
    }

    /** Closes the file properly, so that the next opening need not recover it. */
    @Override
    public void close() {
        if (pool.isClosed()) {
            return;
        }
        // The pool goes first: it replaces connections that die, on a thread of its own, and one
        // that
        // it made after the SHUTDOWN would open the database again, for good and seen by nobody;
        // whoever
        // then discards the file and opens a new one is given the deleted one.
        Optional<Connection> last = connection();
        pool.close();
        // What a failed closing loses is read from the journal again; but a damaged file must be
        // let
        // go of, so that it can be discarded.
        last.ifPresent(Database::shutDown);
        OPEN.remove(file);
    }

    private Optional<Connection> connection() {
        try {
            return Optional.of(source.getConnection());
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static void shutDown(Connection last) {
        try (Connection connection = last) {
            if (!execute(connection, "SHUTDOWN")) {
                execute(connection, "SHUTDOWN IMMEDIATELY");
            }
        } catch (SQLException e) {
            // It is closed, by the SHUTDOWN: that was the aim.
            return;
        }
    }

    private static boolean execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static StoreFault fault(Exception e) {
        if (e instanceof StoreFault fault) {
            return fault;
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            // Ends in the middle: a cut file, told apart from a disk that cannot be read.
            if (cause instanceof EOFException
                    || (cause instanceof MVStoreException store
                            && isDamage(store.getErrorCode()))) {
                return new StoreFault(Kind.CORRUPT, messageOf(Kind.CORRUPT), e);
            }
            if (cause instanceof SQLException sql) {
                Kind kind = kindOf(sql.getErrorCode());
                if (kind != Kind.UNAVAILABLE) {
                    return new StoreFault(kind, messageOf(kind), e);
                }
            }
        }
        Kind kind = e instanceof FlywayException ? Kind.INCOMPATIBLE : Kind.UNAVAILABLE;
        return new StoreFault(kind, messageOf(kind), e);
    }

    private static boolean isDamage(int code) {
        return code == DataUtils.ERROR_FILE_CORRUPT
                || code == DataUtils.ERROR_CHUNK_NOT_FOUND
                || code == DataUtils.ERROR_BLOCK_NOT_FOUND
                || code == DataUtils.ERROR_SERIALIZATION
                || code == DataUtils.ERROR_UNSUPPORTED_FORMAT
                || code == DataUtils.ERROR_INTERNAL;
    }

    /** By the error codes of H2, which are part of its documented interface. */
    private static Kind kindOf(int code) {
        return switch (code) {
            case 90020 -> Kind.LOCKED; // DATABASE_ALREADY_OPEN_1
            case 90030, // FILE_CORRUPTED_1
                    90048, // FILE_VERSION_ERROR_1
                    90049, // FILE_ENCRYPTION_ERROR_1
                    28000, // WRONG_USER_OR_PASSWORD: not a file that this program made
                    50000 -> // GENERAL_ERROR_1: an internal check of H2 failed
                    Kind.CORRUPT;
            case 42102, 42104, 42122 -> Kind.INCOMPATIBLE; // table or column not found
            default -> Kind.UNAVAILABLE;
        };
    }

    private static String messageOf(Kind kind) {
        return switch (kind) {
            case LOCKED -> "the store is open in another process";
            case CORRUPT -> "the store's file cannot be read; discard it and rebuild it";
            case INCOMPATIBLE -> "the store was made by another build; discard it and rebuild it";
            case DIVERGED -> "the store follows another history; discard it and rebuild it";
            case UNREADABLE_EVENT -> "an event of the journal cannot be understood";
            case UNAVAILABLE -> "the store cannot be used";
        };
    }
}
