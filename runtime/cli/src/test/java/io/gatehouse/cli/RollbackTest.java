package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Yesterday's copy of everything: decision logs, journal segments and heads together agree with one
 * another, so only a position that was written down elsewhere tells that today is gone.
 */
class RollbackTest {

    @TempDir private Path home;

    private Bench bench;
    private Path mirror;
    private String yesterday;
    private String today;

    @BeforeEach
    void restoreYesterday() throws Exception {
        bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        yesterday = position();
        Path copy = home.resolve("backup");
        copy(bench.workspace(), copy);
        // today: the permission is taken back, which somebody would like to undo
        Bench.require(bench.as("otto", "demote", "NONE", "--reason", "strange prices"), 0);
        today = position();
        mirror = Files.createDirectories(home.resolve("mirror"));
        Path journal = Workspace.at(bench.workspace()).journal();
        Files.copy(journal.resolve("head.json"), mirror.resolve("head.json"));
        delete(bench.workspace());
        copy(copy, bench.workspace());
    }

    private String position() throws Exception {
        Bench.Said said = bench.run("audit", "fsck", "--format", "json");
        assertThat(said.exit()).isZero();
        JsonObject journal =
                ((JsonObject)
                                StrictJson.readSigned(
                                                said.out().strip().getBytes(StandardCharsets.UTF_8))
                                        .orThrow())
                        .object("journal")
                        .orElseThrow();
        return journal.integer("seq").orElseThrow() + ":" + journal.requireText("digest");
    }

    @Test
    void shouldBeConsistentInItself() {
        Bench.Said said = bench.run("audit", "fsck");

        assertThat(said.exit()).as(said.out()).isZero();
        assertThat(bench.run("audit", "fsck", "--expect", yesterday).exit()).isZero();
        assertThat(bench.run("log", "verify", "--strict").exit()).isZero();
        assertThat(today).isNotEqualTo(yesterday);
    }

    @Test
    void shouldBeRefusedByAPositionThatWasWrittenDown() {
        Bench.Said said = bench.run("audit", "fsck", "--expect", today);

        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("rolled-back").contains(today.substring(0, 20));
        assertThat(bench.run("audit", "fsck", "--expect", yesterday, "--expect", today).exit())
                .isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldBeRefusedByAMirroredHead() {
        assertThat(bench.run("audit", "fsck", "--head-mirror", mirror.toString()).exit())
                .isEqualTo(ExitCodes.REFUSED);
    }

    @Test
    void shouldStayRefusedWhenAnotherHistoryGrowsOverThePosition() {
        // whoever rolled back goes on working, beyond the length that the history had
        Bench.require(bench.as("otto", "demote", "NONE", "--reason", "another story"), 0);

        assertThat(bench.run("audit", "fsck").exit()).isZero();
        assertThat(bench.run("audit", "fsck", "--expect", today).exit())
                .isEqualTo(ExitCodes.REFUSED);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        }
    }
}
