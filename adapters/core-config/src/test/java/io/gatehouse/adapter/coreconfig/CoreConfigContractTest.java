package io.gatehouse.adapter.coreconfig;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class CoreConfigContractTest extends GateActionContract {

    @Override
    protected GateAction action(Path directory) throws Exception {
        Files.createDirectories(directory.resolve("config"));
        Files.writeString(directory.resolve("config/core.yaml"), "own: 1\n");
        // a configuration that holds a secret, and one that is none
        Files.writeString(
                directory.resolve("config/secret.yaml"),
                "runtime: {metrics_service: {auth_token: \"" + SECRET + "\"}}\n");
        return new CoreConfigAction();
    }

    private static JsonObject validating(String config) {
        return JsonObject.builder()
                .put("config", config)
                .put("profile", "demo")
                .put("report", "reports/config_validation/demo.json")
                .put("junit", "reports/config_validation/demo.xml")
                .build();
    }

    @Override
    protected JsonObject succeeding() {
        return validating("config/core.yaml");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(validating("config/none.yaml"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(validating("config/secret.yaml"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "config", succeeding().with("config", "../outside.txt"),
                "profile", succeeding().with("profile", "testnet"),
                "report", succeeding().with("report", "config/core.json"),
                "junit", succeeding().with("junit", "reports/../secrets/contract.key"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }
}
