package io.gatehouse.adapter.liverouter.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.dryrun.LogSigner;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
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
