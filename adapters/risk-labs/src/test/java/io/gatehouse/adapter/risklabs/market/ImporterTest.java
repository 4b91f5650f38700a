package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImporterTest {

    private static final String BARS = "time_utc,open,high,low,close,volume\n";
    private static final String KLINE_TAIL = ",1704067259999,1,1,1,1,0\n";

    @TempDir Path folder;

    private Reading<Importer.Imported> run(String text) throws IOException {
        return run(text, Optional.empty());
    }

    private Reading<Importer.Imported> run(String text, Optional<String> mapping)
            throws IOException {
        Path csv = Files.writeString(folder.resolve("in.csv"), text, StandardCharsets.ISO_8859_1);
        return Importer.run(
                new Importer.Request(
                        csv,
                        folder.resolve("data"),
                        "test",
                        "ABC",
                        Optional.empty(),
                        mapping.map(m -> ColumnMapping.parse(m).orElseThrow())));
    }

    private Bars bars(Duration interval) {
        Reading<MarketData> reading =
                MarketReader.read(
                        MarketRequest.of(folder.resolve("data"), "test", List.of("ABC"), interval));
        assertThat(reading.findings()).isEmpty();
        return ((Reading.Read<MarketData>) reading).value().instruments().get("ABC").bars();
    }

    @Test
    void shouldSplitBarsIntoMonthsAndTellWhatItDid() throws IOException {
        Reading<Importer.Imported> reading =
                run(BARS + "2024-01-31T23:59:00,1,3,0.5,2,10\n2024-02-01T00:00:00,2,3,1,2.5,20\n");

        Importer.Imported imported = ((Reading.Read<Importer.Imported>) reading).value();
        assertThat(imported.kind()).isEqualTo("bars");
        assertThat(imported.interval()).isEqualTo("1m");
        assertThat(imported.rows()).isEqualTo(2);
        assertThat(imported.files())
                .containsExactly(
                        "test/ABC/1m/year=2024/month=01/data.parquet",
                        "test/ABC/1m/year=2024/month=02/data.parquet");
        Bars bars = bars(Duration.ofMinutes(1));
        assertThat(bars.close()).containsExactly(2, 2.5);
        assertThat(bars.openTime()[1])
                .isEqualTo(Instant.parse("2024-02-01T00:00:00Z").toEpochMilli());
        assertThat(Files.readString(folder.resolve("data/test/metadata.json")))
                .contains("\"ABC/bars-1m/rows\":\"2\"")
                .contains(imported.source().sha384().value());
    }

    @Test
    void shouldLetTheLastImportWinAndKeepTheOtherRows() throws IOException {
        run(BARS + "2024-01-01T00:00:00,1,1,1,1,1\n2024-01-01T00:01:00,2,2,2,2,2\n");

        run(BARS + "2024-01-01T00:01:00,5,5,5,5,5\n2024-01-01T00:02:00,6,6,6,6,6\n");

        assertThat(bars(Duration.ofMinutes(1)).close()).containsExactly(1, 5, 6);
    }

    @Test
    void shouldWriteTheSameBytesForTheSameRows() throws IOException {
        StringBuilder text = new StringBuilder(BARS);
        for (int i = 0; i < 1_440; i++) {
            text.append(Instant.ofEpochSecond(1_704_067_200L + i * 60L).toString().replace("Z", ""))
                    .append(",10." + i + ",90,1,20,3\n");
        }
        Path file = folder.resolve("data/test/ABC/1m/year=2024/month=01/data.parquet");
        run(text.toString());
        byte[] first = Files.readAllBytes(file);
        byte[] metadata = Files.readAllBytes(folder.resolve("data/test/metadata.json"));
        run(text.toString());

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        assertThat(Files.readAllBytes(folder.resolve("data/test/metadata.json")))
                .isEqualTo(metadata);
        Files.delete(file);
        run(text.toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(first);
    }

    @Test
    void shouldStoreTheOpeningTimeAsADoubleAsTheExistingWriterDoes() throws Exception {
        run(BARS + "2024-01-01T00:00:00,1,1,1,1,1\n2024-01-01T00:01:00,2,2,2,2,2\n");

        Path root = folder.resolve("data");
        try (DuckSession session = DuckSession.open(1, List.of(root))) {
            String file =
                    root.toRealPath()
                            .resolve("test/ABC/1m/year=2024/month=01/data.parquet")
                            .toString();
            assertThat(new ParquetTables(session).schema(file, "x").values())
                    .containsOnly("DOUBLE");
        }
    }

    @Test
    void shouldReadNewYorkTimesOnBothSidesOfTheClockChange() throws IOException {
        run(
                """
                time_new_york,open,high,low,close,volume
                2024-03-08,1,1,1,1,1
                2024-03-11,1,1,1,1,1
                2024-03-12,1,1,1,1,1
                """);

        assertThat(bars(Duration.ofDays(1)).openTime())
                .containsExactly(
                        Instant.parse("2024-03-08T05:00:00Z").toEpochMilli(),
                        Instant.parse("2024-03-11T04:00:00Z").toEpochMilli(),
                        Instant.parse("2024-03-12T04:00:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                        + "taker_buy_volume,taker_buy_quote_volume,ignore\n"
            })
    void shouldReadKlinesWithAndWithoutHeader(String header) throws IOException {
        run(
                header
                        + "1704067200000,1,2,0.5,1.5,7"
                        + KLINE_TAIL
                        + "1704067260000,1,2,0.5,1.7,7"
                        + KLINE_TAIL);

        assertThat(bars(Duration.ofMinutes(1)).openTime())
                .containsExactly(1_704_067_200_000L, 1_704_067_260_000L);
        assertThat(bars(Duration.ofMinutes(1)).close()).containsExactly(1.5, 1.7);
    }

    @Test
    void shouldReadKlinesInMicroseconds() throws IOException {
        run(
                "1735689600000000,1,2,0.5,1.5,7"
                        + KLINE_TAIL
                        + "1735689660000000,1,2,0.5,1.7,7"
                        + KLINE_TAIL);

        assertThat(bars(Duration.ofMinutes(1)).openTime())
                .containsExactly(1_735_689_600_000L, 1_735_689_660_000L);
    }

    @Test
    void shouldReadColumnsOfAMapping() throws IOException {
        Reading<Importer.Imported> reading =
                run(
                        """
                        Vol,Date,O,H,L,C,note
                        9,2024-07-01 02:00,1,2,0.5,1.5,x y
                        9,2024-07-01 03:00,1,2,0.5,1.6,
                        """,
                        Optional.of(
                                "open_time=Date,open=O,high=H,low=L,close=C,volume=Vol,"
                                        + "unit=iso,zone=Europe/Warsaw"));

        assertThat(reading).isInstanceOf(Reading.Read.class);
        assertThat(bars(Duration.ofHours(1)).openTime()[0])
                .isEqualTo(Instant.parse("2024-07-01T00:00:00Z").toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open_time=a,open=b",
                "x",
                "",
                "open_time=a,open=b,high=c,low=d,close=e,volume=f,unit=year",
                "open_time=a,open=b,high=c,low=d,close=e,volume=f,zone=Atlantis/City",
                "open_time=a,open=b,high=c,low=d,close=e,volume=f,close=g"
            })
    void shouldRefuseAMappingThatIsNone(String text) {
        assertThat(ColumnMapping.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-01T00:01:00,1,2,0.5,1.5",
                "2024-01-01T00:01:00,1,2,0.5,1.5,1,1",
                "2024-01-01T00:01:00,NaN,2,0.5,1.5,1",
                "2024-01-01T00:01:00,1e999,2,0.5,1.5,1",
                "2024-01-01T00:01:00,0x1p3,2,0.5,1.5,1",
                "2024-01-01T00:01:00,1d,2,0.5,1.5,1",
                "2024-01-01T00:01:00,,2,0.5,1.5,1",
                "2024-01-01T00:01:00, 1,2,0.5,1.5,1",
                "2024-13-01T00:01:00,1,2,0.5,1.5,1",
                "1969-12-31T23:59:00,1,2,0.5,1.5,1",
                "2100-01-01T00:00:00,1,2,0.5,1.5,1",
                "+999999999-01-01T00:00:00,1,2,0.5,1.5,1",
                "\"2024-01-01T00:01:00\",1,2,0.5,1.5,1",
                "2024-01-01T00:01:00;1;2;0.5;1.5;1",
                "2024-01-01T00:01:00,1,2,0.5,1.5,1\u00e9",
                "2024-01-01T00:01:00,1,2,0.5,1.5,1\u0000",
                ""
            })
    void shouldNameTheLineOfARowThatCannotBeRead(String row) throws IOException {
        Reading<Importer.Imported> reading =
                run(BARS + "2024-01-01T00:00:00,1,2,0.5,1.5,1\n" + row + "\n");

        assertThat(codes(reading.findings())).containsExactly("row-invalid");
        assertThat(reading.findings().get(0).finding().subject()).startsWith("in.csv:3");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void shouldRefuseAnHourThatTheClockLeavesOut() throws IOException {
        Reading<Importer.Imported> reading =
                run("time_new_york,open,high,low,close,volume\n2024-03-10T02:30,1,1,1,1,1\n");

        assertThat(codes(reading.findings())).containsExactly("row-invalid");
    }

    @Test
    void shouldRefuseTwoBarsForOneTime() throws IOException {
        Reading<Importer.Imported> reading =
                run(
                        BARS
                                + "2024-01-01T00:00:00,1,1,1,1,1\n2024-01-01T00:01:00,2,2,2,2,2\n"
                                + "2024-01-01T00:00:00,3,3,3,3,3\n");

        assertThat(codes(reading.findings())).containsExactly("out-of-order", "duplicate");
        assertThat(reading.findings().get(1).finding().subject()).isEqualTo("in.csv:4");
    }

    @Test
    void shouldSayThatItSortedRows() throws IOException {
        Reading<Importer.Imported> reading =
                run(BARS + "2024-01-01T00:01:00,2,2,2,2,2\n2024-01-01T00:00:00,1,1,1,1,1\n");

        assertThat(reading).isInstanceOf(Reading.Read.class);
        assertThat(codes(reading.findings())).containsExactly("out-of-order");
        assertThat(bars(Duration.ofMinutes(1)).close()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,c\n1,2,3\n", "hello\n", "PAR1", "1,2,3,4,5,6,7,8,9,10,11,12,13\n"})
    void shouldRefuseAFileWithUnknownColumns(String text) throws IOException {
        assertThat(codes(run(text).findings())).containsExactly("header-unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BARS, "time_utc,open,high,low,close,volume"})
    void shouldRefuseAFileWithoutRows(String text) throws IOException {
        assertThat(codes(run(text).findings())).containsExactly("file-empty");
    }

    @Test
    void shouldRefuseALineWithoutEnd() throws IOException {
        assertThat(codes(run("x".repeat(5_000)).findings())).containsExactly("row-invalid");
    }

    @Test
    void shouldRefuseALinkAndAnUnsafeName() throws IOException {
        Path csv = Files.writeString(folder.resolve("real.csv"), BARS);
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), csv);
        assertThat(codes(Importer.run(to(link, "ABC")).findings()))
                .containsExactly("file-unreadable");
        assertThat(codes(Importer.run(to(csv, "../ABC")).findings()))
                .containsExactly("path-unsafe");
    }

    private Importer.Request to(Path csv, String symbol) {
        return new Importer.Request(
                csv, folder.resolve("data"), "test", symbol, Optional.empty(), Optional.empty());
    }

    @Test
    void shouldWriteNothingWhereOneStoredMonthOrTheMetadataIsDamaged() throws Exception {
        run(BARS + "2024-02-01T00:00:00,1,1,1,1,1\n2024-02-01T00:01:00,1,1,1,1,1\n");
        Path february = folder.resolve("data/test/ABC/1m/year=2024/month=02/data.parquet");
        byte[] stored = Files.readAllBytes(february);
        Files.write(february, new byte[] {1, 2, 3});
        String rows = BARS + "2024-01-31T23:59:00,1,1,1,1,1\n2024-02-01T00:00:00,1,1,1,1,1\n";

        assertThat(codes(run(rows).findings())).containsExactly("file-unreadable");
        assertThat(folder.resolve("data/test/ABC/1m/year=2024/month=01")).doesNotExist();

        Files.write(february, stored);
        Files.writeString(folder.resolve("data/test/metadata.json"), "[");
        assertThat(codes(run(rows).findings())).containsExactly("file-unreadable");
        assertThat(folder.resolve("data/test/ABC/1m/year=2024/month=01")).doesNotExist();
    }

    @Test
    void shouldNotMergeIntoAFileThatItWouldStripOfAColumn() throws Exception {
        Path root = Files.createDirectories(folder.resolve("data"));
        MarketFixture.parquet(root, "SELECT *, 1 AS more FROM (" + MarketFixture.CLEAN + ")");
        Path stored = MarketFixture.month(root);
        byte[] before = Files.readAllBytes(stored);
        Path csv =
                Files.writeString(
                        folder.resolve("in.csv"), BARS + "2024-01-01T00:00:00,1,1,1,1,1\n");

        Reading<Importer.Imported> reading =
                Importer.run(
                        new Importer.Request(
                                csv,
                                root,
                                MarketFixture.NAMESPACE,
                                MarketFixture.SYMBOL,
                                Optional.of(Duration.ofHours(1)),
                                Optional.empty()));

        assertThat(codes(reading.findings())).containsExactly("column-missing");
        assertThat(Files.readAllBytes(stored)).isEqualTo(before);
    }
}
