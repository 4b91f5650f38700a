package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command.RunStep;
import io.gatehouse.core.command.Command.StartAction;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.definitions.load.Floor;
import io.gatehouse.embedded.EmbeddedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start does about what a crash, or somebody else, left behind. */
class RecoveryTest {

    @TempDir private Path home;

    /** Where the process is killed. */
    private enum Killed {
        AFTER_INTENT,
        AFTER_START,
        /** The program has ended and its outcome is on disk; the journal knows nothing of it. */
        AFTER_END
    }

    /** Runs a step as far as a process that is killed then would have. */
    private void crash(Bench bench, Killed killed) throws Exception {
        Workspace workspace = Workspace.at(bench.workspace());
        PromotionId promotion = new PromotionId("p-1");
        char[] passphrase = "correct horse of rita".toCharArray();
        try (Engine engine =
                        new EmbeddedEngine(workspace, bench.clock(), Optional.empty())
                                .onFloor(Floor::general)
                                .open("test");
                CredentialSigner signer =
                        new CredentialSigner(
                                PersonCredential.load(workspace.credential("rita"))
                                        .open(passphrase),
                                bench.clock(),
                                new SecureRandom())) {
            RunStep run = new RunStep(promotion, new StepId("smoke"));
            assertThat(
                            engine.submit(run, signer.sign(new InstallationId("bot-1"), run))
                                    .isAdmitted())
                    .isTrue();
            if (killed != Killed.AFTER_INTENT) {
                String key =
                        engine.read(
                                s ->
                                        s.promotion(promotion)
                                                .orElseThrow()
                                                .step(new StepId("smoke"))
                                                .action()
                                                .orElseThrow()
                                                .key());
                assertThat(
                                engine.submit(
                                                new StartAction(promotion, "smoke", key),
                                                Actor.ENGINE)
                                        .isAdmitted())
                        .isTrue();
                if (killed == Killed.AFTER_END) {
                    runTheProgram(bench, engine, key);
                }
            }
        }
    }

    private static void runTheProgram(Bench bench, Engine engine, String key) {
        TreeMap<String, String> trusted = new TreeMap<>();
        engine.read(s -> s.governance().commands())
                .forEach((name, digest) -> trusted.put(name, digest.value()));
        GateAction command = engine.parts().actions().find(new AdapterId("command")).orElseThrow();
        GateAction.Outcome outcome =
                command.run(
                        new GateAction.Request(
                                key,
                                new PromotionId("p-1"),
                                "smoke",
                                1,
                                JsonObject.of("program", "smoke")
                                        .with("arguments", JsonArray.EMPTY),
                                bench.workspace().toAbsolutePath(),
                                Duration.ofMinutes(1),
                                trusted));
        assertThat(outcome).isInstanceOf(GateAction.Outcome.Succeeded.class);
    }

    @Test
    void shouldRunAnActionThatWasIntendedAndNeverStarted() throws Exception {
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        crash(bench, Killed.AFTER_INTENT);
        Bench.require(bench.run("settle"), 0);
        assertThat(bench.run("promotion", "list").out()).contains("configuration:READY");
    }

    @Test
    void shouldNotRunAnActionTwiceThatWasStarted() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        crash(bench, Killed.AFTER_START);

        // when
        bench.run("settle");

        // then nobody knows how it ended, until a person says so
        assertThat(bench.run("promotion", "list").out()).contains("smoke:UNKNOWN");
        assertThat(bench.workspace().resolve("reports/smoke/report.json")).doesNotExist();
        Bench.require(
                bench.as(
                        "rita",
                        "promotion",
                        "resolve",
                        "p-1",
                        "smoke",
                        "--failed",
                        "--note",
                        "no report there"),
                0);
        Bench.require(bench.as("rita", "promotion", "retry", "p-1", "--reason", "again"), 0);
        Bench.require(bench.as("rita", "promotion", "run", "p-1"), 0);
    }

    @Test
    void shouldFindOutHowAProgramEndedWhoseOutcomeTheJournalMissed() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        crash(bench, Killed.AFTER_END);
        Path report = bench.workspace().resolve("reports/smoke/report.json");
        FileTime made = Files.getLastModifiedTime(report);

        // when
        Bench.require(bench.run("settle"), 0);

        // then the step goes on from the record on disk, and the program did not run again
        assertThat(bench.run("promotion", "list").out())
                .contains("configuration:READY")
                .doesNotContain("UNKNOWN");
        assertThat(Files.getLastModifiedTime(report)).isEqualTo(made);
        assertThat(bench.workspace().resolve("var/gatehouse/actions/p-1/smoke-2")).doesNotExist();
        Bench.require(bench.run("audit", "replay"), 0);
    }

    @Test
    void shouldLeaveTheOutcomeUnknownWhenItsRecordWasEdited() throws Exception {
        // given a record whose log says something else
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        crash(bench, Killed.AFTER_END);
        Files.writeString(
                bench.workspace().resolve("var/gatehouse/actions/p-1/smoke-1/stdout.log"),
                "other\n");

        // when
        bench.run("settle");

        // then
        assertThat(bench.run("promotion", "list").out()).contains("smoke:UNKNOWN");
    }

    private Bench granted() throws Exception {
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        return bench;
    }

    @Test
    void shouldMakePermitFilesThoseOfTheJournal() throws Exception {
        // given a permit that was removed and one that somebody put there
        Bench bench = granted();
        Path permits = bench.workspace().resolve("var/gatehouse/permits");
        byte[] issued = Files.readAllBytes(permits.resolve("demo.json"));
        Files.delete(permits.resolve("demo.json"));
        Files.writeString(permits.resolve("live.json"), "{}");

        // when
        Bench.require(bench.run("settle"), 0);

        // then
        assertThat(permits.resolve("demo.json")).hasBinaryContent(issued);
        assertThat(permits.resolve("live.json")).doesNotExist();
    }

    @Test
    void shouldCompleteADecisionLogThatACrashLeftShorter() throws Exception {
        // given neither line nor head: the crash came between journal and log
        Bench bench = granted();
        Path log = bench.workspace().resolve("audit/decision_logs/demo.jsonl");
        byte[] line = Files.readAllBytes(log);
        Files.delete(log);
        Files.delete(log.resolveSibling("demo.jsonl.head"));

        // when
        Bench.require(bench.run("settle"), 0);

        // then
        assertThat(log).hasBinaryContent(line);
        Bench.require(bench.run("log", "verify", "--strict"), 0);
    }

    @Test
    void shouldRefuseToWorkOnADecisionLogThatWasEdited() throws Exception {
        // given
        Bench bench = granted();
        Path log = bench.workspace().resolve("audit/decision_logs/demo.jsonl");
        Files.writeString(log, Files.readString(log).replace("demo_ready", "live_ready"));

        // then
        assertThat(bench.run("settle").exit()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(bench.run("log", "verify", "--strict").exit()).isEqualTo(ExitCodes.REFUSED);
        // and a halt works all the same
        assertThat(bench.run("status").exit()).isZero();
        bench.run("halt");
        assertThat(bench.run("status").out()).contains("latch is down");
    }

    @Test
    void shouldTakeThePermitBackOnDemotion() throws Exception {
        Bench bench = granted();
        Bench.require(bench.as("otto", "demote", "NONE", "--reason", "strange prices"), 0);
        assertThat(bench.workspace().resolve("var/gatehouse/permits/demo.json")).doesNotExist();
        List<String> log =
                Files.readAllLines(bench.workspace().resolve("audit/decision_logs/demo.jsonl"));
        assertThat(log).hasSize(2);
        assertThat(log.get(1)).contains("demo_revoked");
        Bench.require(bench.run("log", "verify", "--strict"), 0);
        Bench.require(bench.run("audit", "replay"), 0);
    }
}
