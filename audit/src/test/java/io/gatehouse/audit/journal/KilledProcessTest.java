package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.replay.Replayer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that appends is killed with SIGKILL, again and again, on a real disk. */
class KilledProcessTest {

    private static final int RUNS = 10;

    @TempDir Path directory;

    @Test
    void shouldHoldEveryAcknowledgedEventAfterEachKill() throws Exception {
        long seed = 9;
        Random random = new Random(seed);
        List<String> acknowledged = new ArrayList<>();
        int surplus = 0;
        for (int run = 0; run < RUNS; run++) {
            acknowledged.addAll(runAndKill(1 + random.nextInt(60)));

            Set<String> found = new HashSet<>();
            Replayer replayer = new Replayer();
            SegmentJournal.Opened opened =
                    SegmentJournal.open(
                            JournalPlace.under(directory, Optional.empty()),
                            TestKeys.standard(),
                            InstantSource.system(),
                            AppendingProcess.settings(),
                            group -> {
                                found.add(group.position().toString());
                                replayer.accept(group);
                            });
            opened.journal().close();

            assertThat(found).as("seed " + seed + " run " + run).containsAll(acknowledged);
            assertThat(replayer.fault()).as("seed " + seed + " run " + run).isEmpty();
            surplus = found.size() - acknowledged.size();
        }
        System.out.printf(
                "kill -9: %d runs, %d groups acknowledged, all there; %d more were not reported%n",
                RUNS, acknowledged.size(), surplus);
        assertThat(acknowledged).hasSizeGreaterThan(RUNS).doesNotHaveDuplicates();
    }

    /** Kills the process after it has printed some lines; what is in the pipe counts too. */
    private List<String> runAndKill(int after) throws IOException, InterruptedException {
        String classes =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classes,
                                AppendingProcess.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            for (int i = 0; i < after; i++) {
                lines.add(out.readLine());
            }
            // through the handle: Process itself would close the pipe, and with it what was printed
            process.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("[0-9]+:sha384:.{96}")) {
                    lines.add(line);
                }
            }
        }
        assertThat(process.waitFor()).isEqualTo(137);
        return lines;
    }
}
