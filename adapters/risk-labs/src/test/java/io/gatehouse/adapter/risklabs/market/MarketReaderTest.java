package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.CLEAN;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.month;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.parquet;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.read;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketReaderTest {

    @TempDir Path root;

    @Test
    void shouldReadBarsAndNameTheirSource() throws Exception {
        Path file = parquet(root, CLEAN);

        Reading<MarketData> reading = MarketReader.read(request(root));

        assertThat(reading).isInstanceOf(Reading.Read.class);
        MarketData data = ((Reading.Read<MarketData>) reading).value();
        Bars bars = data.instruments().get("BTCUSDT").bars();
        assertThat(bars.size()).isEqualTo(48);
        assertThat(bars.openTime()[1]).isEqualTo(1_704_070_800_000L);
        assertThat(bars.close()[1]).isEqualTo(101);
        assertThat(data.sources())
                .containsExactly(
                        new MarketData.Source(
                                "binance_spot/BTCUSDT/1h/year=2024/month=01/data.parquet",
                                Digest.sha384(Files.readAllBytes(file)),
                                Files.size(file)));
        assertThat(reading.findings()).isEmpty();
        assertThat(data.synthetic()).isFalse();
    }

    @Test
    void shouldTakeTimesAsDoublesAndLetMoreColumnsBe() throws Exception {
        parquet(root, CLEAN);
        Bars integers = read(root);
        parquet(
                root,
                "SELECT * REPLACE (open_time::DOUBLE AS open_time), 'x' AS note FROM ("
                        + CLEAN
                        + ")");

        assertThat(read(root)).isEqualTo(integers);
    }

    @Test
    void shouldSortAndSayThatRowsWereOutOfOrder() throws Exception {
        parquet(root, CLEAN);
        Bars sorted = read(root);
        parquet(root, "SELECT * FROM (" + CLEAN + ") ORDER BY hash(open_time)");

        Reading<MarketData> reading = MarketReader.read(request(root));

        assertThat(codes(reading.findings())).containsExactly("out-of-order");
        assertThat(reading.findings().get(0).refuses()).isFalse();
        assertThat(read(root)).isEqualTo(sorted);
    }

    @Test
    void shouldReadThePeriodAlone() throws Exception {
        parquet(root, CLEAN);
        Instant from = Instant.parse("2024-01-01T10:00:00Z");

        Reading<MarketData> reading =
                MarketReader.read(request(root).between(from, from.plusSeconds(7_200)));

        Bars bars =
                ((Reading.Read<MarketData>) reading).value().instruments().get("BTCUSDT").bars();
        assertThat(bars.openTime())
                .containsExactly(from.toEpochMilli(), from.toEpochMilli() + 3_600_000);
        assertThat(
                        codes(
                                MarketReader.read(
                                                request(root)
                                                        .between(
                                                                Instant.EPOCH,
                                                                from.minusSeconds(9_999_999)))
                                        .findings()))
                .containsExactly("data-missing");
    }

    @Test
    void shouldReadThePathsOfAPattern() throws Exception {
        Path file = parquet(root, CLEAN);
        Files.createDirectories(root.resolve("elsewhere"));
        Files.move(file, root.resolve("elsewhere/btc.parquet"));

        Reading<MarketData> reading =
                MarketReader.read(request(root).matching(Map.of("BTCUSDT", "elsewhere/*.parquet")));

        assertThat(reading).isInstanceOf(Reading.Read.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x/*.parquet", "/etc/*", "a\\b", "[", "a/../../b"})
    void shouldRefuseAPatternThatLeadsAway(String pattern) {
        assertThat(
                        codes(
                                MarketReader.read(
                                                request(root).matching(Map.of("BTCUSDT", pattern)))
                                        .findings()))
                .containsExactly("path-unsafe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a'; DROP TABLE month; --", "", ".hidden", "a/b", "a*", "x\n"})
    void shouldRefuseASymbolThatIsNoName(String symbol) {
        MarketRequest request =
                MarketRequest.of(root, "binance_spot", List.of(symbol), Duration.ofHours(1));

        assertThat(codes(MarketReader.read(request).findings())).containsExactly("path-unsafe");
    }

    @Test
    void shouldReadBelowAFolderWithQuotesInItsName() throws Exception {
        Path odd = Files.createDirectory(root.resolve("it's \"quoted\"; --"));
        parquet(odd, CLEAN);

        assertThat(read(odd).size()).isEqualTo(48);
    }

    @Test
    void shouldRefuseAFolderThatReadsAsAPattern() throws Exception {
        Path odd = Files.createDirectory(root.resolve("a*"));

        assertThat(codes(MarketReader.read(request(odd)).findings()))
                .containsExactly("path-unsafe");
    }

    @Test
    void shouldRefuseLinks() throws Exception {
        Path file = parquet(root, CLEAN);
        Path moved = Files.move(file, root.resolve("real.parquet"));
        Files.createSymbolicLink(file, moved);
        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("path-unsafe");

        Path other = Files.createDirectory(root.resolve("other"));
        Files.createDirectories(other.resolve("binance_spot"));
        Files.createSymbolicLink(
                other.resolve("binance_spot/BTCUSDT"), root.resolve("binance_spot/BTCUSDT"));
        assertThat(codes(MarketReader.read(request(other)).findings()))
                .containsExactly("path-unsafe");
    }

    @Test
    void shouldRefuseWhatIsNotThere() {
        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("data-missing");
        assertThat(codes(MarketReader.read(request(root.resolve("none"))).findings()))
                .containsExactly("data-missing");
    }

    @Test
    void shouldRefuseAFileThatIsCutOff() throws Exception {
        Path file = parquet(root, CLEAN);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {1, 4, 8, bytes.length / 2, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));

            assertThat(codes(MarketReader.read(request(root)).findings()))
                    .as("%d bytes", length)
                    .containsExactly("file-unreadable");
        }
    }

    @Test
    void shouldRefuseWhatIsNoParquet() throws Exception {
        Files.write(month(root), "open_time,open\n1,2\n".getBytes(StandardCharsets.UTF_8));

        Reading<MarketData> reading = MarketReader.read(request(root));

        assertThat(codes(reading.findings())).containsExactly("file-unreadable");
        assertThat(reading.findings().get(0).finding().subject())
                .isEqualTo("binance_spot/BTCUSDT/1h/year=2024/month=01/data.parquet");
        assertThat(reading.findings().get(0).toString()).doesNotContain(root.toString());
    }

    @Test
    void shouldRefuseAFileWithoutBytesOrRows() throws Exception {
        Files.createFile(month(root));
        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("file-empty");

        parquet(root, CLEAN + " WHERE i < 0");
        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("file-empty");
    }

    @Test
    void shouldRefuseAMissingColumn() throws Exception {
        parquet(root, "SELECT * EXCLUDE (volume) FROM (" + CLEAN + ")");

        Reading<MarketData> reading = MarketReader.read(request(root));

        assertThat(codes(reading.findings())).containsExactly("column-missing");
        assertThat(reading.findings().get(0).finding().expected()).isEqualTo("a column volume");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "close::VARCHAR AS close",
                "close::FLOAT AS close",
                "volume::BIGINT AS volume",
                "open_time::VARCHAR AS open_time",
                "make_timestamp(open_time * 1000) AS open_time",
                "[close] AS close",
                "close::DECIMAL(18, 2) AS close"
            })
    void shouldRefuseAWrongColumnType(String replacement) throws Exception {
        parquet(root, "SELECT * REPLACE (" + replacement + ") FROM (" + CLEAN + ")");

        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("column-type");
    }

    @Test
    void shouldRefuseACellWithoutValue() throws Exception {
        parquet(
                root,
                "SELECT * REPLACE (CASE WHEN open_time % 7 = 0 THEN NULL ELSE close END AS close)"
                        + " FROM ("
                        + CLEAN
                        + ")");

        assertThat(codes(MarketReader.read(request(root)).findings()))
                .containsExactly("value-missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5::DOUBLE + open_time AS open_time",
                "open_time * 1000 AS open_time",
                "-1 * open_time AS open_time",
                "'NaN'::DOUBLE AS open_time",
                "'Infinity'::DOUBLE AS open_time"
            })
    void shouldRefuseATimeThatIsNone(String replacement) throws Exception {
        parquet(root, "SELECT * REPLACE (" + replacement + ") FROM (" + CLEAN + ")");
        assertThat(MarketReader.read(request(root)).findings())
                .extracting(DataFinding::code)
                .containsExactly("time-invalid");
    }

    @Test
    void shouldSeeNothingOutsideOfItsFolders() throws Exception {
        Path outside = Files.createTempDirectory("outside");
        Path secret = Files.writeString(outside.resolve("secret.csv"), "a\n1\n");
        try (DuckSession session = DuckSession.open(1, List.of(root));
                Statement statement = session.connection().createStatement()) {
            assertThatThrownBy(
                            () ->
                                    statement.execute(
                                            "SELECT * FROM read_csv("
                                                    + DuckSession.literal(secret.toString())
                                                    + ")"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("INSTALL httpfs"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("SET enable_external_access = true"))
                    .isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> statement.execute("SET memory_limit = '100GB'"))
                    .isInstanceOf(SQLException.class);
        } finally {
            Files.delete(secret);
            Files.delete(outside);
        }
    }
}
