package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.app.workspace.WriterLock;
import io.gatehouse.audit.key.Argon2Cost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line in front of a workspace that another process, here the test's, serves. */
class ServeTest {

    @TempDir private Path home;

    private Bench bench;

    @BeforeEach
    void found() throws Exception {
        bench = Bench.founded(home);
    }

    private Path note() {
        return bench.workspace().resolve("var/gatehouse/server.json");
    }

    @Test
    void shouldPromoteEndToEndThroughTheServerThatHoldsTheLock() throws Exception {
        try (Served served = Served.over(bench)) {
            // when
            bench.propose();
            Bench.require(bench.approve("rolf"), 0);
            Bench.require(bench.approve("olga"), 0);
            Bench.Said sealed = bench.as("otto", "promotion", "seal", "p-1");

            // then
            assertThat(sealed.exit()).as(sealed.out() + sealed.err()).isZero();
            assertThat(sealed.out()).contains("GRANTED");
            assertThat(bench.run("status").out())
                    .contains("DEMO", "Served by process " + ProcessHandle.current().pid());
            assertThat(served.log()).contains("\"command\":\"SEAL\"").doesNotContain("otto");
        }
        assertThat(note()).doesNotExist();
        assertThat(bench.run("audit", "fsck").exit()).isZero();
        assertThat(bench.run("status").out()).doesNotContain("Served by");
    }

    @Test
    void shouldLeaveNoNoteOfAServerThatDidNotStart(@TempDir Path other) throws Exception {
        Bench second = Bench.empty(other);
        Bench.require(second.init("bot-2"), 0);
        // nothing can be put in the place of a folder that is not empty
        second.write("var/gatehouse/server.json/kept", "something");

        assertThatThrownBy(() -> Served.over(bench, second.workspace()))
                .isInstanceOf(IOException.class);

        assertThat(note()).doesNotExist();
        Bench.require(bench.open(), 0);
    }

    @Test
    void shouldGiveTheSameAnswersAsWithoutAServer() throws Exception {
        try (Served served = Served.over(bench)) {
            Bench.require(bench.open(), 0);
            // Somebody without the role, a step that is not there, a missing file, a pending act.
            assertThat(bench.as("otto", "promotion", "run", "p-1").exit())
                    .isEqualTo(ExitCodes.NOT_PERMITTED);
            assertThat(bench.as("otto", "promotion", "seal", "p-1").exit())
                    .isEqualTo(ExitCodes.CONFLICT);
            assertThat(bench.as("rita", "promotion", "run", "p-2").exit())
                    .isEqualTo(ExitCodes.CONFLICT);
            Bench.require(bench.as("rita", "promotion", "run", "p-1"), 0);
            assertThat(bench.as("rita", "evidence", "add", "p-1", "config/none.yaml").exit())
                    .isNotZero();
            assertThat(bench.as("rita", "evidence", "add", "p-1", "config/core.yaml").exit())
                    .isEqualTo(ExitCodes.PENDING);
            assertThat(bench.run("settle").exit()).isNotEqualTo(ExitCodes.CONFLICT);
            assertThat(bench.run("audit", "rebuild").out()).contains("1");
            assertThat(served.log()).contains("\"command\":\"RUN_STEP\"");
        }
    }

    @Test
    void shouldJournalAHaltWithinTheNextRound() throws Exception {
        try (Served served = Served.over(bench)) {
            assertThat(bench.run("halt").exit()).isZero();
            Served.await(() -> bench.run("status").out().contains("HALTED"));
            assertThat(bench.as("olga", "halt", "--reason", "once more").exit()).isZero();
            Served.await(() -> served.log().contains("\"event\":\"kept\""));
        }
    }

    @Test
    void shouldBeRefusedWhileAnotherWriterServesNobody() throws Exception {
        try (WriterLock lock =
                WriterLock.acquire(
                        Workspace.at(bench.workspace()),
                        "gatehouse audit recover",
                        Instant.now())) {
            Bench.Said said = bench.open();
            assertThat(said.exit()).isEqualTo(ExitCodes.CONFLICT);
            assertThat(said.err()).contains("gatehouse audit recover");
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void shouldSendNothingToAServerWhoseNoteOthersCanReadOrThatIsElsewhere() throws Exception {
        try (Served served = Served.over(bench)) {
            String text = Files.readString(note());
            Files.setPosixFilePermissions(note(), PosixFilePermissions.fromString("rw-r--r--"));
            assertThat(bench.open().exit()).isEqualTo(ExitCodes.CONFLICT);
            Files.setPosixFilePermissions(note(), PosixFilePermissions.fromString("rw-------"));

            for (String url :
                    new String[] {
                        "http://example.org:80",
                        "https://127.0.0.1:1",
                        "http://127.0.0.1.example.org:80",
                        "http://user@127.0.0.1:80",
                        "http://127.0.0.1:80/path",
                        "file:///etc/passwd"
                    }) {
                Files.writeString(note(), text.replace(served.server().uri().toString(), url));
                assertThat(bench.open().exit()).as(url).isEqualTo(ExitCodes.CONFLICT);
            }
            Files.writeString(note(), text.replaceAll("\"pid\":[0-9]+", "\"pid\":999999999"));
            assertThat(bench.open().exit()).isEqualTo(ExitCodes.CONFLICT);
            Files.writeString(note(), text);
            assertThat(bench.open().exit()).isZero();
        }
    }

    @Test
    void shouldServeTheOthersWhenOneWorkspaceDoesNotOpen() throws Exception {
        Path empty = Files.createDirectories(home.resolve("empty"));
        try (Served served = Served.over(bench, empty)) {
            assertThat(served.server().faults()).hasSize(1);
            assertThat(served.get("/health/ready").status()).isEqualTo(503);
            assertThat(served.get("/health/ready").text())
                    .contains("not-opened")
                    .doesNotContain("bot-1");
            assertThat(served.get("/health/live").status()).isEqualTo(200);
            assertThat(bench.open().exit()).isZero();
        }
    }

    @Test
    void shouldSayWhyNothingCanBeServed() {
        assertThat(bench.run("serve", "--bind", "0.0.0.0").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("serve", "--bind", "localhost").exit()).isEqualTo(ExitCodes.USAGE);
        assertThat(bench.run("serve", home.resolve("nothing").toString()).exit())
                .isEqualTo(ExitCodes.CONFLICT);
        assertThat(bench.run("watch").exit()).isEqualTo(ExitCodes.CONFLICT);
    }

    @Test
    void shouldShowEventsAsTheyComeUntilTheServerGoes() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        FutureTask<Integer> watching =
                new FutureTask<>(
                        () ->
                                Main.run(
                                        new Surroundings(
                                                new PrintWriter(out, true),
                                                new PrintWriter(err, true),
                                                Terminal.system(),
                                                bench.clock(),
                                                new SecureRandom(),
                                                bench.workspace(),
                                                Argon2Cost.FLOOR),
                                        "watch",
                                        "--after",
                                        "0",
                                        "--format",
                                        "json",
                                        "--lang",
                                        "en"));
        try (Served served = Served.over(bench)) {
            assertThat(served.server().faults()).isEmpty();
            new Thread(watching, "watching").start();
            while (!out.toString().contains("INSTALLATION_FOUNDED") && !watching.isDone()) {
                Thread.onSpinWait();
            }
            Bench.require(bench.open(), 0);
            while (!out.toString().contains("PROMOTION_OPENED") && !watching.isDone()) {
                Thread.onSpinWait();
            }
        }
        assertThat(watching.get()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(out.toString().lines())
                .allMatch(line -> line.contains("\"schema\":\"gatehouse.event/1\""))
                .anyMatch(line -> line.contains("PROMOTION_OPENED"));
        assertThat(err.toString()).contains("has ended");
    }

    @Test
    void shouldSayInTheDoctorWhetherAServerRuns() throws Exception {
        assertThat(bench.run("doctor").out()).contains("no process serves");
        try (Served served = Served.over(bench)) {
            assertThat(bench.run("doctor").out()).contains(served.server().uri().toString());
        }
        Files.writeString(note(), "{}");
        assertThat(bench.run("doctor").out()).contains("does not lead to a server");
    }
}
