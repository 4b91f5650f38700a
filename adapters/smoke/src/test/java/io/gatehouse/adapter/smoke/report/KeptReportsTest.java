package io.gatehouse.adapter.smoke.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.adapter.smoke.job.SmokeEnd;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reports that the tests of the rule {@code smoke-pass} judge are those that this module
 * writes.
 *
 * <p>Run with {@code -Dgatehouse.keep=true} to write them again after a meant change.
 */
class KeptReportsTest {

    private static final Path KEPT =
            Path.of("..", "..", "gate-definitions", "src", "test", "resources", "smoke");

    @TempDir private Path home;

    @Test
    void shouldWriteTheReportsThatTheRuleIsTestedWith() throws Exception {
        for (JsonObject given :
                List.of(SmokeBench.demo(), SmokeBench.stage4(), SmokeBench.paper())) {
            JsonObject with = given.with("strategies", List.of("cross-exchange", "mean-reversion"));
            String task = with.requireText("task");
            SmokeBench bench =
                    new SmokeBench(Files.createDirectories(home.resolve(task)), 220, 3).adopt(with);
            bench.write("data/paper.jsonl", paper());
            SmokeEnd end = bench.run(with);
            assertThat(end.findings()).isEmpty();
            keep(task + ".json", bench.text(end.facts().requireText("report")));
            keep("core.yaml", SmokeBench.CONFIG);
            if (task.equals("paper")) {
                keep("paper.md", bench.text("reports/paper_smoke/paper_smoke_summary.md"));
            } else {
                keep(task + "_expected.json", bench.text("config/smoke_expected.json"));
            }
        }
    }

    private static String paper() {
        return new String(
                io.gatehouse.adapter.smoke.paper.PaperSimulation.run(
                        SmokeBench.market(3, 220),
                        List.of(
                                io.gatehouse.adapter.smoke.strategy.Strategies.find(
                                                "cross-exchange")
                                        .orElseThrow(),
                                io.gatehouse.adapter.smoke.strategy.Strategies.find(
                                                "mean-reversion")
                                        .orElseThrow()),
                        io.gatehouse.adapter.smoke.run.Terms.USUAL,
                        3),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void keep(String name, String text) throws Exception {
        Path file = KEPT.resolve(name);
        if (Boolean.getBoolean("gatehouse.keep")) {
            Files.createDirectories(KEPT);
            Files.writeString(file, text);
        }
        assertThat(text).as(name).isEqualTo(Files.readString(file));
    }
}
