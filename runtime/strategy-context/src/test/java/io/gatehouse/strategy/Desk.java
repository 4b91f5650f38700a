package io.gatehouse.strategy;

import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A workspace with a clock that a test sets, a configuration, and an engine that signs. */
final class Desk {

    static final Ed25519Signer ENGINE = Ed25519Signer.ofSeed(new byte[32]);
    static final InstallationId INSTALLATION = new InstallationId("bot-1");
    static final String DEVICE = "device-a";
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    final Path workspace;
    final Path configuration;
    Instant now = NOON;
    long nanos = -5_000_000_000L; // monotonic clocks start anywhere, also below zero
    private StrategyContext context;

    Desk(Path workspace) throws IOException {
        this.workspace = workspace;
        Files.createDirectories(state().resolve("permits"));
        Files.createDirectories(state().resolve("halt"));
        this.configuration = Files.writeString(workspace.resolve("core.yaml"), "mode: x\n");
        restart();
    }

    Path state() {
        return workspace.resolve("var/gatehouse");
    }

    Path seen() {
        return state().resolve("strategy-context.seen");
    }

    /** A runtime that has forgotten everything but its files. */
    Desk restart() {
        return restart(new Holder(INSTALLATION, DEVICE), ENGINE.publicKey().text());
    }

    Desk restart(Holder holder, String key) {
        context = StrategyContext.open(workspace, holder, key, () -> now, () -> nanos);
        return this;
    }

    /** Both clocks go on. */
    Desk pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
        return this;
    }

    /** A permit that holds, for the environment, issued at noon for a day, LIVE with a lease. */
    JsonObject permit(Environment environment) throws IOException {
        JsonObject permit =
                JsonObject.builder()
                        .put("permit", "permit-" + environment.name().toLowerCase(Locale.ROOT))
                        .put("installation", INSTALLATION.value())
                        .put("environment", environment.name())
                        .put("device", DEVICE)
                        .put(
                                "configuration",
                                Digest.sha384(Files.readAllBytes(configuration)).value())
                        .put("bundle", Digest.ZERO.value())
                        .put("release", "2026.11")
                        .put("commit", "c".repeat(40))
                        .put(
                                "decision",
                                Map.of("log", "x", "index", 1, "digest", Digest.ZERO.value()))
                        .put("journal", Map.of("seq", 9, "digest", Digest.ZERO.value()))
                        .put("status", environment.name().toLowerCase(Locale.ROOT) + "_ready")
                        .put(
                                "flags",
                                flags(
                                        environment == Environment.DEMO,
                                        environment != Environment.PAPER))
                        .put("limits", Map.of("notional", "1000.00"))
                        .put("issued", NOON.toString())
                        .put("expires", NOON.plus(Duration.ofDays(1)).toString())
                        .build();
        return environment == Environment.LIVE ? permit.with("lease", "PT2M30S") : permit;
    }

    static Map<String, Boolean> flags(boolean requireDemoMode, boolean complianceConfirmed) {
        return Map.of(
                "StrategyContext.require_demo_mode", requireDemoMode,
                "runtime.compliance_confirmed", complianceConfirmed);
    }

    Desk issue(JsonObject unsigned) throws IOException {
        String name = unsigned.requireText("environment").toLowerCase(Locale.ROOT) + ".json";
        return write(name, PermitVerifier.sign(unsigned, new KeyId("engine-1"), ENGINE));
    }

    Desk write(String name, JsonObject document) throws IOException {
        Files.writeString(
                state().resolve("permits").resolve(name), CanonicalJson.text(document) + "\n");
        return this;
    }

    Permission ask(Environment wanted) {
        return context.mayRun(wanted, configuration);
    }

    /** Codes of the refusal, in order; empty when allowed. */
    List<String> refusal(Environment wanted) {
        return ask(wanted) instanceof Permission.Refused refused
                ? refused.findings().stream().map(Finding::code).toList()
                : List.of();
    }
}
