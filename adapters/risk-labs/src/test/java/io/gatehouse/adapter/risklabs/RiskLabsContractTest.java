package io.gatehouse.adapter.risklabs;

import io.gatehouse.adapter.risklabs.run.ChildLaboratory;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class RiskLabsContractTest extends GateActionContract {

    @Override
    protected GateAction action(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        StringBuilder yaml = new StringBuilder("risk_profiles:\n  balanced:\n");
        List.of(
                        "max_daily_loss_pct: 0.015",
                        "max_position_pct: 0.05",
                        "target_volatility: 0.11",
                        "max_leverage: 3.0",
                        "stop_loss_atr_multiple: 1.5",
                        "max_open_positions: 5",
                        "hard_drawdown_pct: 0.10")
                .forEach(line -> yaml.append("    ").append(line).append('\n'));
        Files.writeString(directory.resolve("config/core.yaml"), yaml);
        Files.writeString(
                directory.resolve("config/secret.yaml"),
                yaml + "runtime: {metrics_service: {auth_token: \"" + SECRET + "\"}}\n");
        return new RiskLabsAction(
                ChildLaboratory.ofThisProgram(),
                (path, file) -> Set.of(),
                InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
    }

    private static JsonObject running(String config) {
        return JsonObject.builder()
                .put("config", config)
                .put("profiles", List.of("balanced"))
                .put("synthetic", true)
                .put("max_bars", 600)
                .put("paths", 1_000)
                .put("steps", 10)
                .put("output", "reports/labs")
                .build();
    }

    @Override
    protected JsonObject succeeding() {
        return running("config/core.yaml");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(running("config/none.yaml"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(running("config/secret.yaml"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "config", succeeding().with("config", "../outside.txt"),
                "profiles", succeeding().with("profiles", List.of("daring")),
                "output", succeeding().with("output", "config"),
                "paths", succeeding().with("paths", 1));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }
}
