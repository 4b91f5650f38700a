package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorsTest {

    private static final String HEADER = "date,price_factor,split_factor,reference_price\n";

    @TempDir Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("factors.csv"), text);
    }

    @Test
    void shouldAdjustPricesByBothFactorsAndVolumeByTheSplitAlone() throws Exception {
        Factors factors =
                Factors.read(
                        file(HEADER + "20240102,0.5,0.25,1\n20240104,0.8,1,1\n20501231,1,1,0"));
        long day = Instant.parse("2024-01-02T00:00:00Z").toEpochMilli();
        long length = Duration.ofDays(1).toMillis();
        double[] raw = {80, 80, 80, 80};
        Bars bars =
                new Bars(
                        "X",
                        Duration.ofDays(1),
                        new long[] {day, day + length, day + 2 * length, day + 3 * length},
                        raw,
                        raw,
                        raw,
                        raw,
                        new double[] {100, 100, 100, 100});

        Bars adjusted = factors.adjust(bars, ZoneOffset.UTC);

        assertThat(adjusted.close()).containsExactly(10, 64, 64, 80);
        assertThat(adjusted.volume()).containsExactly(400, 100, 100, 100);
        assertThat(adjusted.low()).isEqualTo(adjusted.close());
    }

    @Test
    void shouldRefuseAFileThatDoesNotReachTheLastBar() throws Exception {
        Factors factors = Factors.read(file(HEADER + "20200101,1,1,0\n"));
        Bars bars =
                SyntheticMarket.bars(
                        1, "X", Duration.ofDays(1), Instant.parse("2024-01-01T00:00:00Z"), 5);

        assertThatThrownBy(() -> factors.adjust(bars, ZoneOffset.UTC))
                .isInstanceOf(DataFault.class)
                .hasMessageContaining("factors-invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEADER,
                "20240101,0,1,1\n",
                "20240101,1,-1,1\n",
                "20240101,NaN,1,1\n",
                "20241301,1,1,1\n",
                "20240101,1,1\n",
                "20240101,1,1,1\n20240101,1,1,1\n",
                "20240101,1,1,1\n\n20240102,1,1,1\n"
            })
    void shouldRefuseAFileThatIsNone(String text) throws Exception {
        Path file = file(text);

        assertThatThrownBy(() -> Factors.read(file))
                .isInstanceOf(DataFault.class)
                .hasMessageContaining("factors-invalid");
    }

    @Test
    void shouldNameTheFactorFileAmongTheSources() throws Exception {
        Path root = Files.createDirectory(folder.resolve("data"));
        MarketFixture.parquet(root, MarketFixture.CLEAN);
        Path factors = file(HEADER + "20501231,0.5,1,0\n");

        Reading<MarketData> reading =
                MarketReader.read(
                        MarketFixture.request(root).adjustedBy(Map.of("BTCUSDT", factors)));

        MarketData data = ((Reading.Read<MarketData>) reading).value();
        assertThat(data.sources())
                .extracting(MarketData.Source::path)
                .containsExactly(
                        "binance_spot/BTCUSDT/1h/year=2024/month=01/data.parquet",
                        "factors/factors.csv");
        assertThat(data.instruments().get("BTCUSDT").bars().open()[0]).isEqualTo(50);
        assertThat(
                        codes(
                                MarketReader.read(
                                                MarketFixture.request(root)
                                                        .adjustedBy(
                                                                Map.of(
                                                                        "BTCUSDT",
                                                                        folder.resolve("none"))))
                                        .findings()))
                .isEqualTo(List.of("factors-invalid"));
    }
}
