package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.CLEAN;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.NAMESPACE;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.SYMBOL;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.read;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A series of three months, of which the middle one may have a fault. */
class SeveralFilesTest {

    private static final String MONTH = "binance_spot/BTCUSDT/1h/year=2024/month=";

    @TempDir Path root;

    @BeforeEach
    void threeMonths() throws Exception {
        write(CLEAN, "03");
        write(later(CLEAN, 2), "02");
        MarketFixture.parquet(root, later(CLEAN, 4));
    }

    /** The fixture writes January's file; it is moved to its month. */
    private void write(String query, String month) throws Exception {
        Path file = MarketFixture.parquet(root, query);
        Path folder =
                Files.createDirectories(
                        root.resolve(NAMESPACE)
                                .resolve(SYMBOL)
                                .resolve("1h/year=2024/month=" + month));
        Files.move(
                file,
                folder.resolve("data.parquet"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static String later(String query, int days) {
        return "SELECT * REPLACE (open_time + "
                + days * 86_400_000L
                + " AS open_time) FROM ("
                + query
                + ")";
    }

    @Test
    void shouldReadAllMonthsInTheOrderOfTime() {
        Bars bars = read(root);

        assertThat(bars.size()).isEqualTo(144);
        assertThat(StableOrder.isSorted(bars.openTime())).isTrue();
        assertThat(bars.openTime()[0]).isEqualTo(1_704_067_200_000L);
        assertThat(bars.close()[1]).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "close::VARCHAR AS close|column-type",
                "close::BIGINT AS close|column-type",
                "open_time + 0.25::DOUBLE AS open_time|time-invalid",
                "NULL::DOUBLE AS close|value-missing"
            })
    void shouldNameTheOneThatHasAFaultAndCastNothing(String replacement, String code)
            throws Exception {
        write("SELECT * REPLACE (" + replacement + ") FROM (" + CLEAN + ")", "02");
        MarketFixture.parquet(root, later(CLEAN, 4));

        Reading<MarketData> reading = MarketReader.read(request(root));

        assertThat(codes(reading.findings())).containsExactly(code);
        assertThat(reading.findings().get(0).finding().subject())
                .startsWith(MONTH + "02/data.parquet");
    }

    @Test
    void shouldReadMonthsWhoseTimesAreOfTwoTypes() throws Exception {
        Bars before = read(root);
        write(
                "SELECT * REPLACE (open_time::DOUBLE AS open_time) FROM (" + later(CLEAN, 2) + ")",
                "02");
        MarketFixture.parquet(root, later(CLEAN, 4));

        assertThat(read(root)).isEqualTo(before);
    }

    @Test
    void shouldNameTheOneWithoutRowsAndTheOneCutOff() throws Exception {
        write(CLEAN + " WHERE i < 0", "02");
        MarketFixture.parquet(root, later(CLEAN, 4));
        Reading<MarketData> empty = MarketReader.read(request(root));
        assertThat(codes(empty.findings())).containsExactly("file-empty");

        Path file = root.resolve(MONTH + "02/data.parquet");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
        Reading<MarketData> cut = MarketReader.read(request(root));
        assertThat(codes(cut.findings())).containsExactly("file-unreadable");
        assertThat(cut.findings().get(0).finding().subject()).startsWith(MONTH + "02");
    }

    @Test
    void shouldRefuseAFileThatIsExchangedWhileItIsRead() throws Exception {
        DataFiles files = DataFiles.below(root);
        Path file = files.root().resolve(MONTH + "02/data.parquet");
        byte[] bytes = Files.readAllBytes(file);

        assertThatThrownBy(
                        () ->
                                new SourceFiles(files)
                                        .read(
                                                List.of(file),
                                                (paths, names) -> exchange(file, bytes)))
                .isInstanceOf(DataFault.class)
                .hasMessageContaining("file-changed");
    }

    private static void exchange(Path file, byte[] bytes) {
        try {
            Files.write(file.resolveSibling("new"), Arrays.copyOf(bytes, bytes.length - 1));
            Files.move(
                    file.resolveSibling("new"), file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
