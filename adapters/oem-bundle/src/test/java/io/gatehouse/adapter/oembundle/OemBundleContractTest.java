package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class OemBundleContractTest extends GateActionContract {

    @Override
    protected GateAction action(Path directory) throws Exception {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        Inputs.request(inputs, Platform.LINUX);
        Files.write(directory.resolve("bundle.tar.gz"), new Draft().seal().archive());
        return new OemBundleAction(
                BundleKeys.of(List.of(Inputs.KEY)),
                ReleaseKeys.NOBODY,
                InstantSource.fixed(Draft.NOW));
    }

    @Override
    protected JsonObject succeeding() {
        return dryRun("inputs/env");
    }

    private static JsonObject dryRun(String env) {
        return JsonObject.builder()
                .put("task", "dry-run")
                .put("platform", "linux")
                .put("version", "0.0.0-dry-run")
                .put("released", "2026-11-20T10:00:15Z")
                .put("key", "vendor-1")
                .put("fingerprint", "UNPROVISIONED")
                .put("daemon", List.of("inputs/engine"))
                .put("ui", List.of("inputs/ui.bin"))
                .put("bootstrap", List.of("inputs/install.sh"))
                .put("config", Map.of(".env", env, "core.yaml", "inputs/core.yaml"))
                .put("output", "reports/bundle/linux")
                .build();
    }

    static JsonObject verifying(String archive) {
        return JsonObject.builder()
                .put("task", "verify")
                .put("archive", archive)
                .put("output", "reports/bundle/verified")
                .build();
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(verifying("none.tar.gz"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(dryRun(SECRET_FILE));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        JsonObject good = succeeding();
        return Map.of(
                "task", good.with("task", "sign"),
                "platform", good.with("platform", "beos"),
                "version", good.with("version", "-"),
                "released", good.with("released", "yesterday"),
                "daemon", good.with("daemon", List.of("../outside.txt")),
                "config", good.with("config", Map.of("x", "/etc/passwd")),
                "output", good.with("output", "secrets/x"),
                "archive", verifying("../outside.txt"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }
}
