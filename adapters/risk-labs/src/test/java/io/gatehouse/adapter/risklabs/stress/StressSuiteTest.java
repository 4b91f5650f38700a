package io.gatehouse.adapter.risklabs.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.risklabs.grid.Cell;
import io.gatehouse.adapter.risklabs.grid.CellResult;
import io.gatehouse.adapter.risklabs.grid.CellWorker;
import io.gatehouse.adapter.risklabs.grid.GridRunner;
import io.gatehouse.adapter.risklabs.grid.ThreadGridRunner;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StressSuiteTest {

    private static final StressSuite SUITE = MadeSuite.suite();

    /** Of the result lines; equal on every runtime, or a report could not be computed again. */
    private static final String DIGEST =
            "sha384:a23f7fc0f8c7d8348e4dc6d398688dcebc2d7587bbca3bb7a3c84"
                    + "8eba0f0896c7d09345f1d6d598bf213d0e21492bf94";

    private static List<Cell> cells() {
        return SUITE.cells(SUITE.scenarios(), List.of(1L, 2L));
    }

    private static byte[] computed(int threads) {
        return CellResult.lines(
                new ThreadGridRunner(threads)
                        .run(cells(), SUITE::compute, GridRunner.Progress.NONE));
    }

    private static byte[] asked() {
        StringBuilder text = new StringBuilder();
        cells().forEach(cell -> text.append(CanonicalJson.text(cell.toJson())).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldGiveTheSameBytesForEveryNumberOfThreadsAndInAProcessOfItsOwn() throws Exception {
        byte[] one = computed(1);
        assertThat(cells()).hasSize(3 * SUITE.scenarios().size() * 2 * 2);
        assertThat(new String(one, StandardCharsets.UTF_8).lines()).hasSameSizeAs(cells());
        assertThat(computed(2)).isEqualTo(one);
        assertThat(computed(4)).isEqualTo(one);
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                MadeSuite.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        Thread writer =
                new Thread(
                        () -> {
                            try (var out = child.getOutputStream()) {
                                out.write(asked());
                            } catch (IOException e) {
                                child.destroy();
                            }
                        });
        writer.start();
        byte[] answered = child.getInputStream().readAllBytes();
        writer.join();
        assertThat(child.waitFor()).isZero();
        assertThat(answered).isEqualTo(one);
        assertThat(Digest.sha384(one).value()).isEqualTo(DIGEST);
    }

    @Test
    void shouldReadBackEveryResult() {
        List<CellResult> results = new ArrayList<>();
        for (String line : new String(computed(2), StandardCharsets.UTF_8).lines().toList()) {
            results.add(
                    CellResult.fromJson(
                            StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8))
                                    .objectOrThrow()));
        }
        assertThat(results).extracting(CellResult::cell).isEqualTo(cells());
        Map<String, Long> counts =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        result -> result.value().requireText("status"),
                                        Collectors.counting()));
        assertThat(counts.keySet()).containsExactlyInAnyOrder("passed", "failed", "not_tested");
        // what needs a book was not tested where one of two instruments has none
        assertThat(results)
                .filteredOn(result -> result.cell().portfolio().equals("part"))
                .filteredOn(result -> result.cell().scenario().endsWith(".stopped"))
                .isNotEmpty()
                .allMatch(result -> result.value().requireText("status").equals("not_tested"));
        assertThat(results)
                .filteredOn(result -> result.cell().portfolio().equals("full"))
                .noneMatch(result -> result.value().requireText("status").equals("not_tested"));
    }

    @Test
    void shouldGiveAStricterProfileNoLargerLimit() {
        for (String scenario : SUITE.scenarios()) {
            double before = 0;
            for (String profile : List.of("conservative", "balanced", "aggressive")) {
                StressOutcome outcome = SUITE.outcome(new Cell(profile, scenario, "full", 1));
                Judgement judgement = outcome.judgement().orElseThrow();
                assertThat(judgement.value()).as(scenario).isGreaterThanOrEqualTo(before);
                before = judgement.value();
            }
        }
    }

    @Test
    void shouldRefuseCellsThatItDoesNotKnow() {
        for (Cell cell :
                List.of(
                        new Cell("nobody", "reverse.gap", "full", 1),
                        new Cell("balanced", "nothing", "full", 1),
                        new Cell("balanced", "reverse.gap", "none", 1))) {
            assertThatThrownBy(() -> SUITE.compute(cell))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(cell.name());
        }
    }

    @Test
    void shouldEndAWorkerAtTheFirstLineThatIsNoCell() {
        Cell good = new Cell("balanced", "reverse.gap", "full", 1);
        String line = CanonicalJson.text(good.toJson()) + "\n";
        for (String bad : List.of("{}\n", "x\n", "\n", "{\"a\":1}", "y".repeat(5_000) + "\n")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] in = (line + bad + line).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(
                            () ->
                                    CellWorker.serve(
                                            new ByteArrayInputStream(in), out, SUITE::compute))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("line 2");
            assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(1);
        }
    }
}
