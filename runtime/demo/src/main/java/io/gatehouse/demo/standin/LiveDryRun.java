package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.pretty;
import static io.gatehouse.demo.standin.ReportText.report;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stands for {@code live_execution_dry_run.py}: takes the live route out of the configuration that
 * is to be promoted and fills one order on paper with each adapter that it names. No exchange is
 * asked.
 */
final class LiveDryRun {

    private static final int LARGEST = 4 * 1024 * 1024;

    /** The adapters that the trading system registers and that are not disabled there. */
    private static final Set<String> ADAPTERS =
            Set.of(
                    "binance_futures",
                    "binance_spot",
                    "bitfinex_spot",
                    "bitmex_futures",
                    "bybit_spot",
                    "coinbase_spot",
                    "deribit_futures",
                    "kraken_futures",
                    "kraken_spot",
                    "kucoin_spot",
                    "loopback_spot",
                    "okx_spot");

    private LiveDryRun() {}

    static int run(StandInRun run) throws IOException {
        String path = run.option("--config", "config/core.yaml");
        byte[] configuration = run.read(path);
        YamlNode root = read(configuration);
        List<String> route = texts(root, "execution", "live", "default_route");
        boolean enabled =
                text(root, "execution", "live", "enabled").filter("true"::equals).isPresent();
        List<Map<String, Object>> environments = new ArrayList<>();
        boolean pass = enabled && !route.isEmpty();
        for (String name : liveEnvironments(root)) {
            Map<String, Object> environment = environment(root, name, route);
            pass &= environment.get("status").equals("PASS");
            environments.add(environment);
        }
        pass &= !environments.isEmpty();
        String status = pass ? "PASS" : "FAIL";
        List<String> notes =
                enabled ? List.of() : List.of("execution.live is not enabled in " + path);
        String report = run.option("--report", "logs/live_dry_run/report.json");
        run.write(
                report,
                pretty(
                        report(
                                "live_execution_dry_run.py",
                                "generated_at",
                                run.now().toString(),
                                "config",
                                path,
                                "config_sha384",
                                Digest.sha384(configuration).hex(),
                                "status",
                                status,
                                "environments",
                                environments,
                                "notes",
                                notes)));
        Map<String, Object> line =
                report(
                        "live_execution_dry_run.py",
                        "timestamp",
                        run.now().toString(),
                        "category",
                        "live_execution_dry_run",
                        "status",
                        status,
                        "report",
                        report,
                        "environments",
                        environments.stream()
                                .map(
                                        e ->
                                                object(
                                                        "name",
                                                        e.get("environment"),
                                                        "status",
                                                        e.get("status")))
                                .toList(),
                        "notes",
                        notes);
        line.put(
                "signature",
                DemoSecrets.DRY_RUN.signature(run.workspace(), (JsonObject) JsonValue.of(line)));
        run.write(
                run.option("--audit-json", "logs/live_dry_run/dry_run.jsonl"),
                ReportText.line(line));
        run.out().println("dry run " + status + notes);
        return pass ? 0 : StandIn.FAILED;
    }

    private static Map<String, Object> environment(YamlNode root, String name, List<String> route) {
        Map<String, Object> adapters = object();
        int executed = 0;
        for (String stop : route) {
            // a route names an adapter, or a live environment and by it the adapter of its exchange
            String adapter =
                    text(root, "environments", stop, "environment")
                                    .filter("live"::equals)
                                    .isPresent()
                            ? text(root, "environments", stop, "exchange").orElse("")
                            : stop;
            boolean known = ADAPTERS.contains(adapter);
            executed += known ? 1 : 0;
            adapters.put(
                    stop,
                    known
                            ? object("status", "PASS", "class", "STAND-IN", "adapter_name", adapter)
                            : object("status", "FAIL", "error", "no adapter of that name"));
        }
        boolean pass = executed == route.size() && executed > 0;
        return object(
                "environment", name,
                "status", pass ? "PASS" : "FAIL",
                "exchanges", route,
                "adapters", adapters,
                "simulation",
                        object(
                                "orders_attempted", route.size(),
                                "orders_executed", executed,
                                "ledger_rows", executed));
    }

    private static YamlNode read(byte[] bytes) throws IOException {
        try {
            return StrictYaml.readConfiguration(bytes, LARGEST);
        } catch (YamlFaultException e) {
            throw new IOException("the configuration cannot be read: " + e.fault(), e);
        }
    }

    private static List<String> liveEnvironments(YamlNode root) {
        if (!(at(root, "environments").orElse(root) instanceof YamlNode.Mapping all)) {
            return List.of();
        }
        return all.members().entrySet().stream()
                .filter(e -> text(e.getValue(), "environment").filter("live"::equals).isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<YamlNode> at(YamlNode node, String... path) {
        YamlNode here = node;
        for (String name : path) {
            if (!(here instanceof YamlNode.Mapping mapping)
                    || !mapping.members().containsKey(name)) {
                return Optional.empty();
            }
            here = mapping.members().get(name);
        }
        return Optional.of(here);
    }

    private static Optional<String> text(YamlNode node, String... path) {
        return at(node, path)
                .filter(YamlNode.Scalar.class::isInstance)
                .map(n -> ((YamlNode.Scalar) n).text());
    }

    private static List<String> texts(YamlNode node, String... path) {
        List<String> texts = new ArrayList<>();
        if (at(node, path).orElse(node) instanceof YamlNode.Sequence sequence) {
            for (YamlNode element : sequence.elements()) {
                texts.add(element instanceof YamlNode.Scalar scalar ? scalar.text() : "?");
            }
        }
        return texts;
    }
}
