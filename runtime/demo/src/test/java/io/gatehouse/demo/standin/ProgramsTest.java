package io.gatehouse.demo.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.command.CommandAction;
import io.gatehouse.adapter.command.CommandDigest;
import io.gatehouse.app.rules.CommandsFile;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.port.GateAction.Outcome;
import io.gatehouse.core.port.GateAction.Request;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {

    @TempDir Path root;

    @Test
    void shouldWriteListThatTheApplicationReads() throws Exception {
        Map<String, List<String>> prefixes = Programs.commandPrefixes(root);
        assertThat(CommandsFile.read(root.resolve(Programs.COMMANDS))).isEqualTo(prefixes);
        assertThat(prefixes).containsOnlyKeys(StandIn.names());
    }

    @Test
    void shouldNameEveryProgramOfTheBuiltInGates() {
        for (String gate : List.of("demo", "paper", "live", "stage6")) {
            assertThat(GateBench.gate(gate).steps())
                    .flatExtracting(
                            step -> step.action().map(ActionDefinition::with).stream().toList())
                    .allSatisfy(
                            with ->
                                    assertThat(StandIn.names())
                                            .containsAll(with.text("program").stream().toList()));
        }
    }

    @Test
    void shouldRunThroughTheCommandAdapterWithItsScrubbedEnvironment() throws Exception {
        GateBench bench = new GateBench(root);
        Map<String, List<String>> prefixes = Programs.commandPrefixes(root);
        ActionDefinition action = GateBench.step("demo", "metrics-tls").action().orElseThrow();
        TreeMap<String, String> trusted = new TreeMap<>();
        trusted.put(
                "metrics-service",
                CommandDigest.of("metrics-service", prefixes.get("metrics-service"), root).value());

        Outcome outcome =
                new CommandAction(prefixes, InstantSource.system())
                        .run(
                                new Request(
                                        "key-1",
                                        new PromotionId("p-1"),
                                        "metrics-tls",
                                        1,
                                        action.with(),
                                        root,
                                        action.timeout(),
                                        trusted));

        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        assertThat(bench.root.resolve("reports/metrics_tls")).isNotEmptyDirectory();
    }
}
