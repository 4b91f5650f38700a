package io.gatehouse.adapter.liverouter.lease;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A workspace with an engine that renews a LIVE lease, and a router that holds it. */
final class LiveDesk {

    static final Duration LEASE = Duration.ofSeconds(150);
    static final Digest BUNDLE = Digest.sha384(new byte[] {1});
    static final JsonObject LIMITS = JsonObject.of("mode", "pilot");
    private static final Ed25519Signer ENGINE = Ed25519Signer.ofSeed(new byte[32]);
    private static final InstallationId INSTALLATION = new InstallationId("bot-1");

    final Path workspace;
    final Path configuration;
    final Arming arming;
    final LeaseGuard guard;
    Instant now = Orders.NOON;
    long nanos = Long.MAX_VALUE - 1_000_000_000_000L; // wraps during the tests
    int asked;

    LiveDesk(Path workspace) throws IOException {
        this.workspace = workspace;
        Files.createDirectories(state().resolve("permits"));
        Files.createDirectories(state().resolve("halt"));
        this.configuration = Files.writeString(workspace.resolve("core.yaml"), "mode: live\n");
        this.arming = new Arming(workspace);
        this.guard = guard("device-a", BUNDLE, LIMITS);
    }

    Path state() {
        return workspace.resolve("var/gatehouse");
    }

    LeaseGuard guard(String device, Digest bundle, JsonObject limits) {
        StrategyContext context =
                StrategyContext.open(
                        workspace,
                        new Holder(INSTALLATION, device),
                        ENGINE.publicKey().text(),
                        () -> now,
                        () -> nanos);
        return LeaseGuard.over(
                context,
                configuration,
                arming,
                new LeaseGuard.Terms(bundle, limits),
                Duration.ofMillis(200),
                () -> nanos);
    }

    LiveDesk pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
        return this;
    }

    Armed armed() throws IOException {
        return new Armed(
                INSTALLATION,
                new PromotionId("p-1"),
                "pilot",
                Digest.sha384(Files.readAllBytes(configuration)),
                BUNDLE,
                Orders.NOON);
    }

    /** What the engine does after each re-verification. */
    LiveDesk renew() throws IOException {
        JsonObject unsigned =
                JsonObject.builder()
                        .put("permit", "permit-live")
                        .put("installation", INSTALLATION.value())
                        .put("environment", "LIVE")
                        .put("device", "device-a")
                        .put(
                                "configuration",
                                Digest.sha384(Files.readAllBytes(configuration)).value())
                        .put("bundle", BUNDLE.value())
                        .put("release", "2026.11")
                        .put("commit", "c".repeat(40))
                        .put(
                                "decision",
                                Map.of("log", "x", "index", 1, "digest", Digest.ZERO.value()))
                        .put("journal", Map.of("seq", 9, "digest", Digest.ZERO.value()))
                        .put("status", "live_ready")
                        .put(
                                "flags",
                                Map.of(
                                        "StrategyContext.require_demo_mode",
                                        false,
                                        "runtime.compliance_confirmed",
                                        true))
                        .put("limits", LIMITS)
                        .put("issued", Orders.NOON.toString())
                        .put("expires", Orders.NOON.plus(Duration.ofDays(1)).toString())
                        .put("lease", LEASE.toString())
                        .put("renewed", now.toString())
                        .build();
        Files.writeString(
                state().resolve("permits/live.json"),
                CanonicalJson.text(PermitVerifier.sign(unsigned, new KeyId("engine-1"), ENGINE))
                        + "\n");
        return this;
    }

    List<String> codes(LeaseGuard of) {
        return of.refusals(Orders.buy(1, 1), true).stream().map(Finding::code).toList();
    }

    List<String> codes() {
        return codes(guard);
    }
}
