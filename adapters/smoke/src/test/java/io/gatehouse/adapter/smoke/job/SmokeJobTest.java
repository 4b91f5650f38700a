package io.gatehouse.adapter.smoke.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmokeJobTest {

    @TempDir private Path home;

    private SmokeBench bench() throws Exception {
        return new SmokeBench(home, 300, 9);
    }

    private static Digest digest(String text) {
        return Digest.sha384(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteTheSameReportTwiceWithPagesThatNameIt() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        JsonObject first = bench.run(SmokeBench.demo()).facts();
        String report = bench.text("reports/demo_smoke/demo_smoke.json");
        JsonObject second = bench.run(SmokeBench.demo()).facts();

        assertThat(second).isEqualTo(first);
        assertThat(first.requireText("status")).isEqualTo("PASS");
        assertThat(first.requireText("report_sha384")).isEqualTo(digest(report).value());
        for (String page : List.of("demo_smoke_summary.md", "demo_smoke_summary.en.md")) {
            assertThat(bench.text("reports/demo_smoke/" + page))
                    .contains(digest(report).value(), "trend-following");
        }
        assertThat(bench.text("reports/demo_smoke/smoke.log")).endsWith("status=PASS\n");
        assertThat(report).doesNotContain("latency_ms");
    }

    @Test
    void shouldFillInTheRunbookPageOfStageFour() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.stage4());
        JsonObject facts = bench.run(SmokeBench.stage4()).facts();
        String folder = "var/audit/acceptance/20261120T110000Z/stage4_smoke/";

        assertThat(facts.requireText("report")).isEqualTo(folder + "smoke_report.json");
        assertThat(bench.text(folder + "smoke_report.json")).contains("\"job\":\"4711\"");
        assertThat(bench.text(folder + "STAGE4_MULTI_STRATEGY_SMOKE.md"))
                .contains("| Numer joba | 4711 |", "Limity portfela", "portfolio");
        assertThat(bench.text(folder + "STAGE4_MULTI_STRATEGY_SMOKE.en.md"))
                .contains("| Job number | 4711 |", "Limits of the portfolio");
    }

    @Test
    void shouldWriteAReportThatFailsToo() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        bench.change(
                "config/smoke_expected.json",
                text -> text.replaceFirst("\"expected\":", "\"expected\":7"));

        SmokeEnd end = bench.run(SmokeBench.demo());

        assertThat(end.isPassed()).isFalse();
        assertThat(end.facts().requireText("status")).isEqualTo("FAIL");
        assertThat(bench.text("reports/demo_smoke/demo_smoke.json"))
                .contains("\"deviations_above_tolerance\":1", "\"code\":\"tolerance-exceeded\"");
    }

    @Test
    void shouldSayThatMadeCandlesAndSimulatedRunsAreMade() throws Exception {
        SmokeBench bench = bench();
        JsonObject made =
                SmokeBench.demo().without("candles").with("synthetic", true).with("rows", 300);
        bench.adopt(made).run(made);
        assertThat(bench.text("reports/demo_smoke/demo_smoke.json"))
                .contains("\"synthetic_data\":true", "\"path\":\"made/");

        JsonObject simulated = SmokeBench.paper().without("paper_log");
        assertThat(bench.run(simulated).isPassed()).isTrue();
        assertThat(bench.text("reports/paper_smoke/paper_smoke_summary.json"))
                .contains("\"synthetic_data\":true", "\"source\":\"simulated\"");
    }

    @Test
    void shouldLeaveNoPartOfAFileBehindAndWriteThroughNoLink() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        bench.run(SmokeBench.demo());
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
        Path outside = Files.createTempDirectory("outside");
        Files.createSymbolicLink(home.resolve("reports/linked"), outside);
        assertThat(bench.codes(SmokeBench.demo().with("output", "reports/linked")))
                .containsExactly("output-unwritable");
        assertThat(outside).isEmptyDirectory();
        Files.delete(outside);
    }

    @Test
    void shouldMakeNoFolderBeyondALink() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        Path outside = Files.createTempDirectory("outside");
        Files.createDirectories(home.resolve("reports"));
        Files.createSymbolicLink(home.resolve("reports/linked"), outside);

        assertThat(bench.codes(SmokeBench.demo().with("output", "reports/linked/deep")))
                .containsExactly("output-unwritable");

        assertThat(outside).isEmptyDirectory();
        Files.delete(outside);
    }

    @Test
    void shouldWriteNoReportAmongWhatItIsJudgedBy() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        Files.createDirectories(home.resolve("reports"));
        Files.createSymbolicLink(home.resolve("reports/linked"), home.resolve("config"));

        assertThat(bench.codes(SmokeBench.demo().with("output", "reports/linked")))
                .containsExactly("output-unwritable");

        assertThat(home.resolve("config/demo_smoke.json")).doesNotExist();
    }

    @Test
    void shouldListNoFolderOutsideOfTheWorkspace() throws Exception {
        SmokeBench bench = bench().adopt(SmokeBench.demo());
        Path outside = Files.createTempDirectory("outside");
        Path secret = Files.writeString(outside.resolve("somebodys-name.csv"), "");
        Files.createSymbolicLink(home.resolve("elsewhere"), outside);

        assertThat(bench.codes(SmokeBench.demo().with("candles", "elsewhere")))
                .containsExactly("input-missing");

        Files.delete(secret);
        Files.delete(outside);
    }

    @Test
    void shouldTellWhatIsWrongWithOptions() {
        assertThat(SmokeOptions.faults(SmokeBench.demo())).isEmpty();
        assertThat(SmokeOptions.faults(SmokeBench.stage4())).isEmpty();
        assertThat(SmokeOptions.faults(SmokeBench.paper())).isEmpty();
        for (JsonObject bad :
                List.of(
                        SmokeBench.demo().without("universe"),
                        SmokeBench.demo().with("candles", "/etc"),
                        SmokeBench.demo().with("candles", "data/../../x"),
                        SmokeBench.demo().with("candles", "data//x"),
                        SmokeBench.demo().with("interval", "PT0S"),
                        SmokeBench.demo().with("interval", "1h"),
                        SmokeBench.demo().with("cycles", 51),
                        SmokeBench.demo().with("strategies", List.of()),
                        SmokeBench.demo()
                                .with("strategies", List.of("trend-following", "trend-following")),
                        SmokeBench.demo().with("paper_log", "x.jsonl"),
                        SmokeBench.demo().with("operator", "a|b"),
                        SmokeBench.stage4().without("job"),
                        SmokeBench.paper().with("expected", "x.json"),
                        SmokeBench.paper().with("min_orders", 1))) {
            assertThat(SmokeOptions.faults(bad)).as("%s", bad).isNotEmpty();
        }
    }
}
