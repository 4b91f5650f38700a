package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.lease.Armed;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.adapter.liverouter.lease.LeaseGuard;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.permit.PermitVerifier;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.strategy.Holder;
import io.gatehouse.strategy.StrategyContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * An armed workspace with a lease for LIVE, signed with a key made for it: the guard over it does
 * all that it does in service.
 */
final class LiveWorkspace {

    private static final Duration LEASE = Duration.ofSeconds(150);
    private static final Digest BUNDLE = Digest.sha384(new byte[] {1});
    private static final JsonObject LIMITS = JsonObject.of("mode", "pilot");
    private static final InstallationId INSTALLATION = new InstallationId("bench-1");

    private final Path workspace;
    private final Path configuration;
    private final Ed25519Signer engine = Ed25519Signer.ofSeed(new byte[32]);
    private final Instant issued = Instant.now();

    LiveWorkspace(Path workspace) throws IOException {
        this.workspace = workspace;
        Files.createDirectories(workspace.resolve("var/gatehouse/permits"));
        Files.createDirectories(workspace.resolve("var/gatehouse/halt"));
        this.configuration = Files.writeString(workspace.resolve("core.yaml"), "mode: live\n");
        new Arming(workspace)
                .arm(
                        new Armed(
                                INSTALLATION,
                                new PromotionId("p-1"),
                                "pilot",
                                digest(),
                                BUNDLE,
                                issued));
        renew();
    }

    private Digest digest() throws IOException {
        return Digest.sha384(Files.readAllBytes(configuration));
    }

    LeaseGuard guard() {
        return LeaseGuard.over(
                StrategyContext.open(
                        workspace,
                        new Holder(INSTALLATION, "device-a"),
                        engine.publicKey().text(),
                        Instant::now,
                        System::nanoTime),
                configuration,
                new Arming(workspace),
                new LeaseGuard.Terms(BUNDLE, LIMITS),
                Duration.ofSeconds(1),
                System::nanoTime);
    }

    /** What the engine does after it has verified again. */
    void renew() throws IOException {
        Map<String, Object> decision =
                Map.of("log", "x", "index", 1, "digest", Digest.ZERO.value());
        JsonObject unsigned =
                JsonObject.builder()
                        .put("permit", "permit-live")
                        .put("installation", INSTALLATION.value())
                        .put("environment", "LIVE")
                        .put("device", "device-a")
                        .put("configuration", digest().value())
                        .put("bundle", BUNDLE.value())
                        .put("release", "2026.11")
                        .put("commit", "c".repeat(40))
                        .put("decision", decision)
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
                        .put("issued", issued.toString())
                        .put("expires", issued.plus(Duration.ofDays(1)).toString())
                        .put("lease", LEASE.toString())
                        .put("renewed", Instant.now().toString())
                        .build();
        Path file = workspace.resolve("var/gatehouse/permits/live.json");
        Path next = file.resolveSibling("live.next");
        Files.writeString(
                next,
                CanonicalJson.text(PermitVerifier.sign(unsigned, new KeyId("engine-1"), engine))
                        + "\n");
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
}
