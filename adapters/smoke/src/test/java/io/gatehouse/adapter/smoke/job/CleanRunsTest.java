package io.gatehouse.adapter.smoke.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that refuses what is in order teaches people to go around it. */
class CleanRunsTest {

    private static final int SEEDS = Boolean.getBoolean("gatehouse.campaign") ? 2_000 : 100;

    /** The run of all strategies at once takes longest. */
    private static final int STAGE4_EACH = 10;

    @TempDir private Path home;

    @Test
    void shouldRefuseNoneOfAHundredCleanRuns() throws Exception {
        int passed = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path workspace = Files.createDirectories(home.resolve("s" + seed));
            SmokeBench bench = new SmokeBench(workspace, 230, seed);
            List<JsonObject> runs =
                    seed % STAGE4_EACH == 0
                            ? List.of(SmokeBench.demo(), SmokeBench.paper(), SmokeBench.stage4())
                            : List.of(SmokeBench.demo(), SmokeBench.paper());
            for (JsonObject with : runs) {
                bench.adopt(with);
                assertThat(bench.codes(with)).as("seed %d, %s", seed, with).isEmpty();
                passed++;
            }
        }
        assertThat(passed).isEqualTo(2 * SEEDS + SEEDS / STAGE4_EACH);
    }
}
