package io.gatehouse.adapter.risklabs.market;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parquet files and series for tests, and the real sets where they are. */
final class MarketFixture {

    static final String NAMESPACE = "binance_spot";
    static final String SYMBOL = "BTCUSDT";
    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** Two days of hours, calm. */
    static final String CLEAN =
            "SELECT (1704067200000 + i * 3600000)::BIGINT AS open_time, 100.0::DOUBLE AS open,"
                    + " 101.5::DOUBLE AS high, 99.0::DOUBLE AS low, (100 + i % 2)::DOUBLE AS close,"
                    + " 5.0::DOUBLE AS volume FROM range(48) t(i)";

    private MarketFixture() {}

    static Path month(Path root) throws IOException {
        Path folder =
                root.resolve(NAMESPACE)
                        .resolve(SYMBOL)
                        .resolve("1h")
                        .resolve("year=2024")
                        .resolve("month=01");
        Files.createDirectories(folder);
        return folder.resolve("data.parquet");
    }

    /** Writes the rows of a query to the month's file. */
    static Path parquet(Path root, String query) throws IOException, SQLException {
        Path file = month(root);
        try (DuckSession session = DuckSession.open(1, List.of(root));
                Statement statement = session.connection().createStatement()) {
            statement.execute(
                    "COPY ("
                            + query
                            + ") TO "
                            + DuckSession.literal(
                                    file.getParent()
                                            .toRealPath()
                                            .resolve("data.parquet")
                                            .toString())
                            + " (FORMAT parquet)");
        }
        return file;
    }

    static MarketRequest request(Path root) {
        return MarketRequest.of(root, NAMESPACE, List.of(SYMBOL), Duration.ofHours(1));
    }

    static Bars read(Path root) {
        Reading<MarketData> reading = MarketReader.read(request(root));
        if (reading instanceof Reading.Read<MarketData> read) {
            return read.value().instruments().get(SYMBOL).bars();
        }
        throw new AssertionError("refused: " + reading.findings());
    }

    static List<String> codes(List<DataFinding> findings) {
        return findings.stream().map(DataFinding::code).toList();
    }

    static List<String> refusals(List<DataFinding> findings) {
        return findings.stream().filter(DataFinding::refuses).map(DataFinding::code).toList();
    }

    static MarketData market(Bars bars) {
        return MarketData.of(
                Map.of(
                        bars.symbol(),
                        new MarketData.Instrument(
                                bars, Optional.empty(), Optional.empty(), Optional.empty(), false)),
                List.of());
    }

    static QualitySettings strict(TradingCalendar calendar) {
        return QualitySettings.of(QualityLimits.of("conservative").orElseThrow(), calendar, NOW);
    }

    /** A file of the real sets; the test is skipped where they are not. */
    static Path real(String name) {
        Path file = Path.of("../../../shared/data").resolve(name);
        assumeTrue(Files.exists(file), "no " + file);
        return file;
    }

    /** Bars of a text file without the way through Parquet. */
    static Bars csv(Path file, String symbol, Duration interval) throws IOException, DataFault {
        try (var in = Files.newInputStream(file)) {
            Table table =
                    new CsvTables(file.getFileName().toString()).read(in, Optional.empty()).table();
            return new Bars(
                    symbol,
                    interval,
                    table.column("open_time").longs(),
                    table.column("open").doubles(),
                    table.column("high").doubles(),
                    table.column("low").doubles(),
                    table.column("close").doubles(),
                    table.column("volume").doubles());
        }
    }
}
