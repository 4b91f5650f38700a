package io.gatehouse.adapter.smoke;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class SmokeContractTest extends GateActionContract {

    @Override
    protected GateAction action(Path directory) throws Exception {
        SmokeBench bench = new SmokeBench(directory, 260, 1);
        bench.adopt(SmokeBench.demo());
        bench.write(
                "config/secret.yaml",
                SmokeBench.CONFIG + "runtime: {auth_token: \"" + SECRET + "\"}\n");
        return new SmokeAction(InstantSource.fixed(SmokeBench.NOW));
    }

    @Override
    protected JsonObject succeeding() {
        return SmokeBench.demo();
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(SmokeBench.demo().with("config", "config/none.yaml"));
    }

    /** Bounded by the number of candles: there is no work of minutes. */
    @Override
    protected Optional<JsonObject> slow() {
        return Optional.empty();
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(SmokeBench.demo().with("config", "config/secret.yaml"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "config", SmokeBench.demo().with("config", "../outside.txt"),
                "strategies", SmokeBench.demo().with("strategies", List.of("daring")),
                "cycles", SmokeBench.demo().with("cycles", 0),
                "output", SmokeBench.demo().with("output", "config"),
                "task", SmokeBench.demo().with("task", "live"),
                "expected", SmokeBench.demo().without("expected"),
                "candles", SmokeBench.demo().with("synthetic", true));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of();
    }
}
