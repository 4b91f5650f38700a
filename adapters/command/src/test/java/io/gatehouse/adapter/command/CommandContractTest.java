package io.gatehouse.adapter.command;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.testkit.GateActionContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

class CommandContractTest extends GateActionContract {

    private static final String PROGRAM =
            """
            case "$1" in
              work) mkdir -p reports; echo '{"status":"PASS"}' > "reports/$$.json"; mv "reports/$$.json" reports/report.json; echo done ;;
              fail) echo "no data" >&2; exit 3 ;;
              slow) sleep 300 ;;
              read) cat secrets/contract.key ;;
            esac
            """;

    private final SortedMap<String, String> adopted = new TreeMap<>();

    @Override
    protected GateAction action(Path directory) throws Exception {
        Scripts scripts = new Scripts(directory).tool(PROGRAM);
        adopted.put("tool", CommandDigest.of("tool", List.of("bin/tool.sh"), directory).value());
        return scripts.action();
    }

    private static JsonObject tool(String argument) {
        return JsonObject.builder()
                .put("program", "tool")
                .put("arguments", List.of(argument))
                .build();
    }

    @Override
    protected JsonObject succeeding() {
        return tool("work");
    }

    @Override
    protected Optional<JsonObject> failing() {
        return Optional.of(tool("fail"));
    }

    @Override
    protected Optional<JsonObject> slow() {
        return Optional.of(tool("slow"));
    }

    @Override
    protected Optional<JsonObject> readingTheSecret() {
        return Optional.of(tool("read"));
    }

    @Override
    protected Map<String, JsonObject> faulty() {
        return Map.of(
                "program", JsonObject.of("arguments", List.of("x")),
                "configured", JsonObject.of("program", "another"),
                "arguments", JsonObject.of("program", "tool").with("arguments", "work"));
    }

    @Override
    protected Set<String> volatileFacts() {
        return Set.of("started_at", "finished_at", "duration_ms");
    }

    @Override
    protected SortedMap<String, String> trusted() {
        return adopted;
    }
}
