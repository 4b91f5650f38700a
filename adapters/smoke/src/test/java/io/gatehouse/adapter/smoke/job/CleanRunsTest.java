package io.gatehouse.adapter.smoke.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.smoke.SmokeBench;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that refuses what is in order teaches people to go around it. */
class CleanRunsTest {

    private static final int RUNS = 100;

    @TempDir private Path home;

    @Test
    void shouldRefuseNoneOfAHundredCleanRuns() throws Exception {
        int passed = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            SmokeBench bench =
                    new SmokeBench(Files.createDirectories(home.resolve("s" + seed)), 300, seed);
            for (var with :
                    new io.gatehouse.core.json.JsonObject[] {
                        SmokeBench.demo(), SmokeBench.stage4(), SmokeBench.paper()
                    }) {
                bench.adopt(with);
                assertThat(bench.codes(with)).as("seed %d, %s", seed, with).isEmpty();
            }
            passed++;
        }
        assertThat(passed).isEqualTo(RUNS);
    }
}
