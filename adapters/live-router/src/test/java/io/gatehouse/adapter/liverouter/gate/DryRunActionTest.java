package io.gatehouse.adapter.liverouter.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DryRunActionTest extends GateActionContract {

    private Path workspace;
    private Optional<LogSigner> signer = Optional.of(new TestSigner());

    /** A code that anyone can compute: the digest of the bytes. */
    private static final class TestSigner implements LogSigner {
        @Override
        public String keyId() {
            return "live-dry";
        }

        @Override
        public String algorithm() {
            return "HMAC-SHA256";
        }

        @Override
        public byte[] sign(byte[] canonical) {
            return Digest.sha256(canonical).hex().substring(0, 32).getBytes(UTF_8);
        }
    }

    /** Passes; no process is started. */
    private static DryRunner runner() {
        return (task, timeout) ->
                new ChildDryRun.End.Reported(
                        JsonObject.builder()
                                .put("schema", "gatehouse.live-dry-run/1")
                                .put("generated_at", "2026-11-22T02:00:00.000Z")
                                .put("status", "PASS")
                                .put("environments", List.of())
                                .put("findings", List.of())
                                .build());
    }

    private static DryRunner failingRunner() {
        return (task, timeout) ->
                new ChildDryRun.End.Reported(
                        ((ChildDryRun.End.Reported) runner().run(task, timeout))
                                .report()
                                .with("status", "FAIL"));
    }

    private GateAction action(DryRunner runner) {
        return new LiveRouterAction(
                new SignedDryRun(runner, () -> signer, Map.of("gatehouse", "test")),
                ArmingSubjects.none(),
                InstantSource.fixed(Instant.EPOCH));
    }

    @Override
    protected GateAction action(Path directory) throws Exception {
        workspace = directory;
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/core.yaml"), "a: b # " + SECRET + "\n");
        return action(runner());
    }

    @Override
    protected JsonObject succeeding() {
        return JsonObject.builder()
                .put("task", "dry-run")
                .put("config", "config/core.yaml")
                .put("report", "logs/live_dry_run/report.json")
                .put("log", "logs/live_dry_run/dry_run.jsonl")
                .build();
    }

    private static final String KILL = "logs/kill_drill/report.json";

    private static JsonObject figures() {
        return JsonObject.builder()
                .put("nanos", 31_250_000L)
                .put("blocked_nanos", 412_000L)
                .put("open_orders", 20L)
                .put("open_orders.binance_spot", 10L)
                .put("handed_over.binance_spot", 10L)
                .put("open_orders.loopback_spot", 10L)
                .put("handed_over.loopback_spot", 9L)
                .build();
    }

    private static DryRunner drilled(boolean afterRestart) {
        return (task, timeout) ->
                new ChildDryRun.End.Reported(
                        ((ChildDryRun.End.Reported) runner().run(task, timeout))
                                .report()
                                .with(
                                        "drills",
                                        List.of(
                                                JsonObject.of("name", "kill")
                                                        .with("status", "PASS")))
                                .with(
                                        "measured",
                                        JsonObject.of("drills", JsonObject.of("kill", figures())))
                                .with(ChildDryRun.KILL_AFTER_RESTART, afterRestart));
    }

    private GateAction askedBy(DryRunner runner, Optional<PersonId> person) {
        return new LiveRouterAction(
                new SignedDryRun(runner, () -> signer, Map.of("gatehouse", "test")),
                new ArmingSubjects() {
                    @Override
                    public Optional<Subject> of(PromotionId promotion) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<PersonId> whoAsked(
                            PromotionId promotion, String slot, int attempt) {
                        return person.filter(p -> slot.equals("live-dry-run") && attempt == 1);
                    }
                },
                InstantSource.fixed(Instant.EPOCH));
    }

    private JsonObject killReport(boolean afterRestart) throws Exception {
        JsonObject with = succeeding().with("kill-report", KILL);
        Outcome outcome =
                askedBy(drilled(afterRestart), Optional.of(new PersonId("ewa")))
                        .run(request(with, "live-dry-run", 1));
        byte[] written = Files.readAllBytes(workspace.resolve(KILL));
        assertThat(((Outcome.Succeeded) outcome).facts().requireText("kill_report_sha384"))
                .isEqualTo(Digest.sha384(written).value());
        return StrictJson.readSigned(written).objectOrThrow();
    }

    @Test
    void shouldWriteTheKillDrillInTheNameOfWhoRanTheStep() throws Exception {
        JsonObject report = killReport(true);

        assertThat(report.requireText("person")).isEqualTo("ewa");
        assertThat(report.requireText("status")).isEqualTo("PASS");
        assertThat(report.object("blocked").orElseThrow().requireText("millis"))
                .isEqualTo("0.412000");
        JsonObject cancels = report.object("cancels").orElseThrow();
        assertThat(cancels.requireText("millis")).isEqualTo("31.250000");
        assertThat(cancels.integer("open_orders")).contains(20L);
        // One cancel was never handed over: the figure says so, whatever the drill concluded.
        assertThat(cancels.integer("handed_over")).contains(19L);
        assertThat(cancels.array("venues")).hasSize(2);
        assertThat(report.object("latch").orElseThrow())
                .isEqualTo(JsonObject.of("restarted", true).with("blocked_after_restart", true));
    }

    @Test
    void shouldFailTheKillDrillWhoseLatchARestartLost() throws Exception {
        JsonObject report = killReport(false);

        assertThat(report.requireText("status")).isEqualTo("FAIL");
        assertThat(report.object("latch").orElseThrow().flag("blocked_after_restart"))
                .contains(false);
    }

    @Test
    void shouldHoldNoKillDrillThatNobodyAnswersFor() throws Exception {
        Outcome outcome =
                askedBy(drilled(true), Optional.empty())
                        .run(request(succeeding().with("kill-report", KILL), "live-dry-run", 1));

        assertThat(((Outcome.Failed) outcome).findings().get(0).code()).isEqualTo("nobody-named");
        assertThat(workspace.resolve(KILL)).doesNotExist();
        assertThat(workspace.resolve("logs/live_dry_run/report.json")).doesNotExist();
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(succeeding().with("config", "config/none.yaml"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(succeeding());
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "task", succeeding().with("task", "enable"),
                "config", succeeding().with("config", "../outside.txt"),
                "report", succeeding().with("report", "config/core.yaml"),
                "kill-report", succeeding().with("kill-report", "config/core.yaml"),
                "another file", succeeding().with("kill-report", "logs/live_dry_run/report.json"),
                "log", succeeding().with("log", "audit/decision_logs/live_execution.jsonl"),
                "mode", JsonObject.of("task", "arm").with("mode", "everything"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }

    @Test
    void shouldWriteTheReportAndALineThatNamesItByDigest() throws Exception {
        Outcome outcome = action(runner()).run(request(succeeding(), "live-dry-run", 1));
        JsonObject facts = ((Outcome.Succeeded) outcome).facts();
        byte[] report = Files.readAllBytes(workspace.resolve("logs/live_dry_run/report.json"));
        assertThat(facts.requireText("report_sha384")).isEqualTo(Digest.sha384(report).value());
        String line = Files.readString(workspace.resolve("logs/live_dry_run/dry_run.jsonl"));
        assertThat(line).endsWith("\n");
        JsonObject entry = StrictJson.readSigned(line.strip().getBytes(UTF_8)).objectOrThrow();
        assertThat(entry.requireText("report_sha384")).isEqualTo(Digest.sha384(report).hex());
        JsonObject signature = entry.object("signature").orElseThrow();
        assertThat(signature.requireText("algorithm")).isEqualTo("HMAC-SHA256");
        assertThat(Base64.getDecoder().decode(signature.requireText("value")))
                .isEqualTo(new TestSigner().sign(CanonicalJson.bytes(entry.without("signature"))));
    }

    @Test
    void shouldFailWithAReportThatFailed() throws Exception {
        Outcome outcome = action(failingRunner()).run(request(succeeding(), "live-dry-run", 1));
        Outcome.Failed failed = (Outcome.Failed) outcome;
        assertThat(failed.facts().requireText("status")).isEqualTo("FAIL");
        assertThat(failed.findings()).extracting(f -> f.code()).containsExactly("adapter-error");
        assertThat(workspace.resolve("logs/live_dry_run/report.json")).exists();
    }

    @Test
    void shouldRunNothingWithoutAKey() throws Exception {
        signer = Optional.empty();
        Outcome outcome = action(runner()).run(request(succeeding(), "live-dry-run", 1));
        assertThat(((Outcome.Failed) outcome).findings())
                .extracting(f -> f.code())
                .containsExactly("no-key");
        assertThat(workspace.resolve("logs")).doesNotExist();
    }

    @Test
    void shouldFailWhereTheRunFailed() throws Exception {
        DryRunner dies =
                (task, timeout) ->
                        new ChildDryRun.End.Failed(
                                DryRunCode.ADAPTER_ERROR.at("dry run", "a report", "none"));
        assertThat(action(dies).run(request(succeeding(), "live-dry-run", 1)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(workspace.resolve("logs")).doesNotExist();
    }

    @Test
    void shouldFollowNoLinkOutOfTheWorkspace() throws Exception {
        Files.createSymbolicLink(workspace.resolve("logs"), workspace.resolve(".."));
        assertThat(action(runner()).run(request(succeeding(), "live-dry-run", 1)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(workspace.resolve("../live_dry_run")).doesNotExist();
    }
}
