package io.gatehouse.systemtests.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.query.JournalCheck;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.Main;
import io.gatehouse.embedded.EmbeddedEngine;
import io.gatehouse.systemtests.walk.Premises;
import io.gatehouse.systemtests.walk.Walk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that want to write in one workspace at once: one does, the others end with 5 and name
 * it, and no event has the number of another.
 *
 * <p>With the property {@code gatehouse.campaign} 40 rounds of three processes; one without.
 */
class WritersTest {

    private static final int ROUNDS = Boolean.getBoolean("gatehouse.campaign") ? 40 : 1;
    private static final int WRITERS = 3;

    @TempDir private Path directory;

    @Test
    void shouldLetOneWriteAndTellTheOthersWho() throws Exception {
        Workspace workspace = Premises.found(directory.resolve("w"), "0", InstantSource.system());
        int opened = 0;
        int conflicts = 0;
        int busy = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            long before = count(workspace);
            List<Process> processes = new ArrayList<>();
            for (int n = 0; n < WRITERS; n++) {
                processes.add(start(workspace, round * WRITERS + n, directory.resolve("out-" + n)));
            }
            int wrote = 0;
            for (int n = 0; n < WRITERS; n++) {
                assertThat(processes.get(n).waitFor(5, TimeUnit.MINUTES)).isTrue();
                String said = Files.readString(directory.resolve("out-" + n));
                int exit = processes.get(n).exitValue();
                assertThat(exit).as("round %d: %s", round, said).isIn(0, 5);
                assertThat(said).doesNotContain("Exception");
                if (exit == 0) {
                    opened++;
                    wrote++;
                } else if (said.contains("not-in-this-state")) {
                    // it was the writer, after another had been: the refusal is on record
                    conflicts++;
                    wrote++;
                } else {
                    busy++;
                    assertThat(said).as("round %d", round).contains("process ", "since ");
                }
            }
            assertThat(wrote).as("round %d: somebody wrote", round).isPositive();
            assertThat(count(workspace))
                    .as("round %d: each that wrote left events", round)
                    .isGreaterThanOrEqualTo(before + wrote);
        }
        requireSound(workspace);
        System.out.printf(
                "writers: %d rounds of %d processes, %d opened, %d refused on record, %d were told"
                        + " who writes, 0 doubled%n",
                ROUNDS, WRITERS, opened, conflicts, busy);
        // The gate is held by the first promotion for good.
        assertThat(opened).isEqualTo(1);
        assertThat(opened + conflicts + busy).isEqualTo(ROUNDS * WRITERS);
    }

    @Test
    void shouldTurnAwayEveryProcessWhileAnotherHoldsTheWorkspace() throws Exception {
        Workspace workspace = Premises.found(directory.resolve("w"), "0", InstantSource.system());
        try (Engine engine =
                new EmbeddedEngine(workspace, InstantSource.system(), Optional.empty())
                        .open("the holder")) {
            long before = engine.position().seq();
            Process other = start(workspace, 1, directory.resolve("out"));
            assertThat(other.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(other.exitValue()).isEqualTo(5);
            assertThat(Files.readString(directory.resolve("out")))
                    .contains("process " + ProcessHandle.current().pid(), "the holder");
            assertThat(engine.position().seq()).isEqualTo(before);
        }
        requireSound(workspace);
    }

    /**
     * Each opens a promotion of its own; the second one in a gate is refused, which is journalled.
     */
    private static Process start(Workspace workspace, int number, Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "promotion",
                        "open",
                        "demo",
                        "--id",
                        "p-" + number,
                        "--release",
                        "r1",
                        "--bundle",
                        Walk.RELEASE.bundle().value(),
                        "--commit",
                        Walk.RELEASE.commit(),
                        "--as",
                        "olaf",
                        "--credential",
                        workspace.credential("olaf").toString(),
                        "--passphrase-file",
                        passphrase(workspace).toString(),
                        "--workspace",
                        workspace.root().toString(),
                        "--lang",
                        "en")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static Path passphrase(Workspace workspace) throws IOException {
        Path file = workspace.secrets().resolve("passphrase");
        if (!Files.exists(file)) {
            DurableFiles.create(file, Premises.PASSPHRASE.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static long count(Workspace workspace) throws IOException {
        return seqs(workspace).size();
    }

    /** The numbers of all events, read without any code of the product. */
    private static TreeSet<Long> seqs(Workspace workspace) throws IOException {
        TreeMap<Long, String> seen = new TreeMap<>();
        try (Stream<Path> files = Files.list(workspace.journal())) {
            for (Path segment : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(segment)) {
                    if (!line.startsWith("{\"commit\"")) {
                        String seq = line.replaceAll(".*\"seq\":([0-9]+),.*", "$1");
                        assertThat(seen.put(Long.parseLong(seq), line))
                                .as("event %s twice", seq)
                                .isNull();
                    }
                }
            }
        }
        return new TreeSet<>(seen.keySet());
    }

    private static void requireSound(Workspace workspace) throws IOException {
        TreeSet<Long> seqs = seqs(workspace);
        assertThat(seqs.last()).isEqualTo(seqs.size());
        JournalCheck.Checked checked =
                new JournalCheck(workspace, Instant.now()).fsck(List.of(), Optional.empty());
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.sound()).isTrue();
    }
}
