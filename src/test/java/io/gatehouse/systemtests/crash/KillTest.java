package io.gatehouse.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.systemtests.walk.Premises;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments: nothing acknowledged is lost or doubled, no action runs twice.
 */
class KillTest {

    private static final int KILLS = Integer.getInteger("gatehouse.kills", 10);

    @TempDir Path directory;

    @Test
    void shouldLoseNothingAndRunNothingTwiceWhenKilledAtRandomMoments() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        Random random = new Random(seed);
        Workspace workspace =
                Premises.found(directory.resolve("w"), "0.05", InstantSource.system());
        Map<Long, String> acknowledged = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = start(1_000_000);
            // Mostly at work; sometimes counted from the start, so that recovery itself is killed
            // too.
            if (random.nextInt(5) > 0) {
                awaitWork(process);
            }
            boolean ended = process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
            assertThat(ended)
                    .as(
                            "seed %d, kill %d: the driver ended by itself: %s",
                            seed, kill, Files.readString(directory.resolve("stderr.txt")))
                    .isFalse();
            process.destroyForcibly().waitFor();
            read(acknowledged, seed);
            if (kill % 20 == 0) {
                System.out.printf(
                        "kills: %d so far, %d acknowledgements, seed %d%n",
                        kill, acknowledged.size(), seed);
            }
        }
        long grants = granted(workspace) + 1;
        Process last = start(grants);
        assertThat(last.waitFor(5, TimeUnit.MINUTES)).as("seed %d: stuck", seed).isTrue();
        assertThat(read(acknowledged, seed)).as("seed %d", seed).contains("DONE");

        Map<Long, String> journal = journal(workspace);
        acknowledged.forEach(
                (seq, digest) ->
                        assertThat(journal.get(seq))
                                .as("seed %d: event %d", seed, seq)
                                .isEqualTo(digest));
        List<String> runs = Files.readAllLines(workspace.root().resolve("runs.txt"));
        System.out.printf(
                "kills: seed %d, %d kills, %d acknowledgements, %d events, %d runs, %d grants%n",
                seed, KILLS, acknowledged.size(), journal.size(), runs.size(), granted(workspace));
        assertThat(acknowledged.size()).isGreaterThan(KILLS / 2);
        // Each run has a directory of its own attempt: a second run of an attempt would say so.
        assertThat(runs).as("seed %d: an action ran twice", seed).doesNotHaveDuplicates();
    }

    /** Until the process has acknowledged something, or has ended. */
    private void awaitWork(Process process) throws Exception {
        for (int i = 0; i < 3000 && process.isAlive(); i++) {
            if (Files.readString(directory.resolve("stdout.txt")).contains("ACK ")
                    || process.waitFor(20, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private Process start(long grants) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledDriver.class.getName(),
                        directory.resolve("w").toString(),
                        String.valueOf(grants))
                .redirectError(directory.resolve("stderr.txt").toFile())
                .redirectOutput(directory.resolve("stdout.txt").toFile())
                .start();
    }

    /** Whole lines only: a line that was cut was not acknowledged. */
    private String read(Map<Long, String> acknowledged, long seed) throws IOException {
        String all = Files.readString(directory.resolve("stdout.txt"));
        String whole = all.substring(0, all.lastIndexOf('\n') + 1);
        whole.lines()
                .filter(line -> line.matches("ACK [0-9]+:sha384:[0-9a-f]{96}"))
                .map(line -> line.substring(4).split(":", 2))
                .forEach(parts -> acknowledged.put(Long.parseLong(parts[0]), parts[1]));
        assertThat(Files.readString(directory.resolve("stderr.txt")))
                .as("seed %d: the driver complained", seed)
                .doesNotContain("Exception");
        return all;
    }

    private static long granted(Workspace workspace) throws Exception {
        return ReadOnlyInstallation.load(workspace, java.time.Instant.now())
                .state()
                .promotions()
                .stream()
                .filter(p -> p.machine().equals("GRANTED"))
                .count();
    }

    /** Every event of the segments with the digest of its line, read without any code of ours. */
    private static Map<Long, String> journal(Workspace workspace) throws IOException {
        Map<Long, String> events = new HashMap<>();
        List<Path> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(workspace.journal())) {
            files.filter(f -> f.toString().endsWith(".jsonl")).sorted().forEach(segments::add);
        }
        for (Path segment : segments) {
            try (Stream<String> lines = Files.lines(segment)) {
                lines.filter(line -> !line.startsWith("{\"commit\""))
                        .forEach(
                                line -> {
                                    long seq =
                                            Long.parseLong(
                                                    line.replaceAll(".*\"seq\":([0-9]+),.*", "$1"));
                                    String digest =
                                            io.gatehouse.core.digest.Digest.sha384(
                                                            line.getBytes(StandardCharsets.UTF_8))
                                                    .value();
                                    assertThat(events.put(seq, digest))
                                            .as("event %d twice", seq)
                                            .isNull();
                                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return events;
    }
}
