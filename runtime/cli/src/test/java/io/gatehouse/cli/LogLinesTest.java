package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code log summary}, {@code log summary --append} and {@code log update}. */
class LogLinesTest {

    private static final String DEMO_MODE = "StrategyContext.require_demo_mode";

    @TempDir private Path home;

    @Test
    void shouldAddFactAndCorrectionThatVerifyStrictly() throws IOException {
        // given
        Bench bench = walked();
        List<String> before = lines(bench);

        // when
        Bench.Said fact =
                bench.as(
                        "otto",
                        "log",
                        "summary",
                        "--append",
                        "--log",
                        "demo",
                        "--kind",
                        "evidence",
                        "--status",
                        "licence_received",
                        "--artefact-from-file",
                        "config_hash=config/core.yaml",
                        "--runtime-flag",
                        DEMO_MODE + "=true");
        Bench.Said correction =
                bench.as(
                        "otto",
                        "log",
                        "update",
                        "--log",
                        "demo",
                        "--runtime-flag",
                        DEMO_MODE,
                        "--artefact",
                        "licence=lic-7",
                        "--reason",
                        "the licence's number");

        // then
        assertThat(fact.exit()).as(fact.out() + fact.err()).isZero();
        assertThat(correction.exit()).as(correction.out() + correction.err()).isZero();
        List<String> lines = lines(bench);
        assertThat(lines).hasSize(3).startsWith(before.get(0));
        assertThat(lines.get(1))
                .contains("\"kind\":\"evidence\"", "\"status\":\"licence_received\"")
                .contains("\"requester\":\"otto\"", "\"config_hash\":\"sha384:");
        assertThat(lines.get(2))
                .contains("\"kind\":\"supersede\"", "\"status\":\"corrected\"")
                .contains("\"supersedes\":2", "\"supersedes\":\"demo#2 sha384:");
        Bench.require(bench.run("log", "verify", "--strict"), 0);
        Bench.require(bench.run("audit", "replay"), 0);
        Bench.require(bench.run("audit", "fsck"), 0);
        assertThat(bench.run("status").out()).contains("Environment: DEMO");
        assertThat(bench.run("log", "summary").out())
                .contains("demo.jsonl: 3 line(s)")
                .contains("decision demo_ready", "evidence licence_received")
                .contains("last decision: #1 demo_ready", DEMO_MODE + "\":true");
    }

    @Test
    void shouldRefuseAStatusThatOnlyAPromotionGives() throws IOException {
        Bench bench = walked();
        for (String status : List.of("demo_ready", "paper_ready", "demo_revoked", "halted")) {
            Bench.Said said =
                    bench.as(
                            "otto",
                            "log",
                            "summary",
                            "--append",
                            "--log",
                            "demo",
                            "--status",
                            status,
                            "--artefact",
                            "a=b");
            assertThat(said.exit()).as(status).isEqualTo(ExitCodes.REFUSED);
            assertThat(said.out()).contains("status-reserved");
        }
        assertThat(lines(bench)).hasSize(1);
        assertThat(bench.run("audit", "replay").exit()).isZero();
    }

    @Test
    void shouldRefuseFlagsThatTheMachineDoesNotDetermine() throws IOException {
        Bench bench = walked();
        for (String flag :
                List.of(
                        DEMO_MODE + "=false",
                        "runtime.compliance_confirmed=true",
                        "verify_decision_log.summary=true")) {
            Bench.Said said =
                    bench.as("olga", "log", "update", "--log", "demo", "--runtime-flag", flag);
            assertThat(said.exit()).as(flag).isEqualTo(ExitCodes.REFUSED);
            assertThat(said.out()).contains("flag-differs");
        }
        assertThat(lines(bench)).hasSize(1);
    }

    @Test
    void shouldRefuseToExchangeWhatADecisionHolds() throws IOException {
        Bench bench = walked();

        Bench.Said said =
                bench.as(
                        "olga",
                        "log",
                        "update",
                        "--log",
                        "demo",
                        "--line",
                        "1",
                        "--artefact",
                        "config_hash=sha384:" + "0".repeat(96));

        assertThat(said.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(said.out()).contains("artefact-decided", "config_hash");
        assertThat(lines(bench)).hasSize(1);
    }

    @Test
    void shouldNotPermitAPersonWithoutTheRole() throws IOException {
        Bench bench = walked();

        Bench.Said said =
                bench.as(
                        "rita", "log", "summary", "--append", "--log", "demo", "--artefact", "a=b");

        assertThat(said.exit()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(said.out()).contains("role-missing");
    }

    @Test
    void shouldRefuseToContinueALogThatDoesNotVerify() throws IOException {
        // given
        Bench bench = walked();
        Path log = bench.workspace().resolve("audit/decision_logs/demo.jsonl");
        Bench.Said first =
                bench.as(
                        "otto", "log", "summary", "--append", "--log", "demo", "--artefact", "a=b");
        Bench.require(first, 0);
        Files.writeString(log, Files.readString(log).replace("\"a\":\"b\"", "\"a\":\"c\""));

        // when
        Bench.Said said =
                bench.as(
                        "otto", "log", "summary", "--append", "--log", "demo", "--artefact", "a=b");

        // then
        assertThat(said.exit()).as(said.out() + said.err()).isIn(1, 3);
        assertThat(said.out() + said.err()).doesNotContain("\tat ");
    }

    @Test
    void shouldSayWhatIsMissingWhenOnlyAppendIsGiven() throws IOException {
        Bench bench = Bench.founded(home);
        assertThat(bench.as("otto", "log", "summary", "--append").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(
                        bench.as(
                                        "otto",
                                        "log",
                                        "summary",
                                        "--append",
                                        "--log",
                                        "demo",
                                        "--kind",
                                        "decision",
                                        "--artefact",
                                        "a=b")
                                .err())
                .contains("kind evidence");
        assertThat(
                        bench.as(
                                        "otto",
                                        "log",
                                        "summary",
                                        "--append",
                                        "--log",
                                        "other",
                                        "--artefact",
                                        "a=b")
                                .out())
                .contains("log-unknown");
    }

    private Bench walked() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        return bench;
    }

    private static List<String> lines(Bench bench) throws IOException {
        return Files.readAllLines(bench.workspace().resolve("audit/decision_logs/demo.jsonl"));
    }
}
