package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeVerbsTest {

    private static final String CONFIGURATION =
            """
            risk_profiles:
              balanced:
                max_position_pct: 0.9
                max_leverage: 9.0
                max_open_positions: 9
            instrument_universes:
              core:
                instruments:
                  BTC_USDT:
                    exchanges: {binance_spot: BTCUSDT, kraken_spot: XBTUSDT}
            """;

    @TempDir private Path home;
    private Bench bench;

    @BeforeEach
    void configure() throws IOException {
        bench = Bench.empty(home);
        bench.write("config/core.yaml", CONFIGURATION);
    }

    private Bench.Said smoke(String verb, String... more) {
        List<String> line =
                new ArrayList<>(
                        List.of(
                                "smoke",
                                verb,
                                "--universe",
                                "core",
                                "--synthetic",
                                "--rows",
                                "400"));
        line.addAll(List.of(more));
        return bench.run(line.toArray(String[]::new));
    }

    private Bench.Said expect() {
        return smoke("expect", "--expected", "config/expected.json", "--tolerance", "5");
    }

    @Test
    void shouldPassWithTheFiguresThatAreExpectedAndFailWithOthers() throws IOException {
        Bench.require(expect(), 0);
        Bench.Said passed = smoke("demo", "--expected", "config/expected.json");
        Bench.require(passed, 0);
        assertThat(passed.out()).contains("PASS").contains("reports/demo_smoke/demo_smoke.json");
        assertThat(bench.workspace().resolve("reports/demo_smoke/demo_smoke_summary.en.md"))
                .isRegularFile();

        Path expected = bench.workspace().resolve("config/expected.json");
        Files.writeString(
                expected,
                Files.readString(expected)
                        .replaceFirst("\"expected\":[0-9-]+", "\"expected\":1234567"));
        Bench.Said failed = smoke("demo", "--expected", "config/expected.json");
        assertThat(failed.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(failed.out()).contains("FAIL");
    }

    @Test
    void shouldWriteNoExpectationOverAnother() throws IOException {
        Bench.require(expect(), 0);
        byte[] before = Files.readAllBytes(bench.workspace().resolve("config/expected.json"));

        assertThat(expect().exit()).isEqualTo(ExitCodes.CONFLICT);
        assertThat(bench.workspace().resolve("config/expected.json")).hasBinaryContent(before);
    }

    @Test
    void shouldPutThePageOfAPaperSmokeWhereItIsAskedFor() {
        Bench.Said said = smoke("paper", "--render-summary-markdown", "reports/page.md");

        assertThat(said.out()).contains("reports/paper_smoke/paper_smoke_summary.json");
        assertThat(bench.workspace().resolve("reports/page.md"))
                .hasSameBinaryContentAs(
                        bench.workspace().resolve("reports/paper_smoke/paper_smoke_summary.en.md"));
    }

    @Test
    void shouldRunNothingThatIsNotThere() {
        assertThat(bench.run("smoke", "paper", "--universe", "none", "--synthetic").exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(bench.run("smoke", "paper", "--universe", "core", "--candles", "data").exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(smoke("demo", "--expected", "config/none.json").exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(smoke("demo").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(smoke("demo", "--expected", "../../x").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(smoke("stage4", "--expected", "e.json").exit()).isEqualTo(ExitCodes.USAGE);
    }
}
