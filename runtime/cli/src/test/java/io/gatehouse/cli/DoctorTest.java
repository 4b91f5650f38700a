package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

    @TempDir private Path home;

    @Test
    void shouldFindNothingToMendInASoundWorkspaceAndPrintNoSecret() throws IOException {
        // given
        Bench bench = Bench.founded(home);

        // when
        Bench.Said said = bench.run("doctor");
        Bench.Said json = bench.run("doctor", "--format", "json");

        // then
        assertThat(said.exit()).as(said.out()).isZero();
        assertThat(said.out()).startsWith("0 to mend").contains("PASS  journal", "PASS  programs");
        assertThat(bench.run("doctor", "--lang", "pl").out()).startsWith("Do naprawy: 0");
        try (var keys = Files.list(bench.workspace().resolve("secrets"))) {
            for (Path key : keys.filter(Files::isRegularFile).toList()) {
                assertThat(said.out() + json.out()).doesNotContain(Files.readString(key).strip());
            }
        }
    }

    @Test
    void shouldNameEachPlantedFaultWithARemedy() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        Path secret;
        try (var keys = Files.list(bench.workspace().resolve("secrets"))) {
            secret = keys.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(
                bench.workspace().resolve("gatehouse"),
                PosixFilePermissions.fromString("rwxrwxrwx"));
        bench.write("scripts/smoke.sh", "#!/bin/sh\n");
        Files.delete(bench.workspace().resolve("secrets/people/rolf.json"));
        bench.write("var/gatehouse/quarantine/x.bin", "torn");
        bench.write("var/gatehouse/halt/halted-1", "");

        // when
        Bench.Said said = bench.run("doctor");

        // then
        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out())
                .contains(
                        "FAIL  secrets",
                        "chmod 600",
                        "FAIL  directories",
                        "program smoke is not the adopted one",
                        "no credential of rolf",
                        "1 piece(s) of a torn write",
                        "WARN  halt-latch");
    }

    @Test
    void shouldTellOfKeysThatEndAndOfAClockThatIsBehind() throws IOException {
        Bench bench = Bench.founded(home);
        bench.sleep(Duration.ofDays(710));
        assertThat(bench.run("doctor").out())
                .contains("the key for journal", "gatehouse key rotate role:owner");
        bench.sleep(Duration.ofDays(-800));
        Bench.Said behind = bench.run("doctor");
        assertThat(behind.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(behind.out()).contains("only halt and demote work");
    }

    @Test
    void shouldWorkOnABrokenWorkspace() throws IOException {
        // given a journal of garbage, and a directory with nothing in it
        Bench bench = Bench.founded(home);
        try (var files = Files.list(bench.workspace().resolve("var/gatehouse/journal"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
                Files.writeString(file, "garbage\n".repeat(20));
            }
        }
        assertThat(bench.run("doctor").exit()).isIn(ExitCodes.REFUSED, ExitCodes.UNDECIDED);
        assertThat(bench.run("doctor").out()).contains("journal");
        Files.writeString(bench.workspace().resolve("gatehouse/keys.json"), "{");
        Bench.Said said = bench.run("doctor");
        assertThat(said.exit()).isIn(ExitCodes.REFUSED, ExitCodes.UNDECIDED);
        assertThat(said.out() + said.err()).doesNotContain("Exception");
        Bench.Said nothing =
                Bench.empty(Files.createDirectory(home.resolve("other"))).run("doctor");
        assertThat(nothing.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(nothing.out()).contains("gatehouse init");
    }

    @Test
    void shouldVerifyEvidenceAndItsArchivedCopies() throws IOException {
        // given
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.run("evidence", "verify"), 0);
        Bench.require(bench.run("evidence", "verify", "config/core.yaml"), 0);
        Path stranger = bench.write("stranger.txt", "x");
        assertThat(bench.run("evidence", "verify", stranger.toString()).out())
                .contains("not-recorded");

        // when the file changes, and then a copy in the archive
        bench.write("config/core.yaml", "execution:\n  mode: live\n");
        Bench.Said changed = bench.run("evidence", "verify", "--promotion", "p-1");
        try (var files = Files.walk(bench.workspace().resolve("audit/artefacts"))) {
            for (Path copy : files.filter(f -> f.toString().matches(".*/[0-9a-f]{96}")).toList()) {
                Files.writeString(copy, "edited");
            }
        }
        Bench.Said edited = bench.run("evidence", "verify");

        // then
        assertThat(changed.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(changed.out()).contains("file-differs", "config/core.yaml");
        assertThat(edited.out()).contains("archive-differs", "2 piece(s)", "3 finding(s)");
        assertThat(bench.run("evidence", "verify", "nothing").exit()).isEqualTo(ExitCodes.CONFLICT);
    }
}
