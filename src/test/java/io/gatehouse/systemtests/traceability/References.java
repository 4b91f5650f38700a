package io.gatehouse.systemtests.traceability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The ids that coverage may name, as they stand on disk.
 *
 * @param adrs numbers of the decision records
 * @param adapters modules under {@code adapters/}, which are the adapters that are built
 * @param definitions ids that occur in the gate definitions
 */
record References(Set<String> adrs, Set<String> adapters, Definitions definitions) {

    /**
     * What the gate definitions contain.
     *
     * @param present whether there is any definition to look at
     * @param steps ids of the steps and of the decisions
     * @param rows ids of the rows that steps and decisions say they come from
     */
    record Definitions(
            boolean present,
            Set<String> steps,
            Set<String> rows,
            Set<String> rules,
            Set<String> artefacts,
            Set<String> approvers) {}

    static References of(Path root) {
        Set<String> adrs = new TreeSet<>();
        for (Path file : children(root.resolve("docs/adr"))) {
            String name = file.getFileName().toString();
            if (name.matches("\\d{4}-[a-z0-9.-]+\\.md")) {
                adrs.add(name.substring(0, 4));
            }
        }
        Set<String> adapters = new TreeSet<>();
        for (Path folder : children(root.resolve("adapters"))) {
            if (Files.exists(folder.resolve("pom.xml"))) {
                adapters.add(folder.getFileName().toString());
            }
        }
        return new References(
                adrs, adapters, definitions(root.resolve("gate-definitions/src/main/resources/gates")));
    }

    private static Definitions definitions(Path folder) {
        Set<String> steps = new TreeSet<>();
        Set<String> rows = new TreeSet<>();
        Set<String> rules = new TreeSet<>();
        Set<String> artefacts = new TreeSet<>();
        Set<String> approvers = new TreeSet<>();
        boolean present = false;
        for (Path file : children(folder)) {
            if (file.toString().endsWith(".yaml")) {
                JsonNode gate = TraceabilityFile.YAML.readTree(file.toFile());
                present = true;
                List<JsonNode> parts = new ArrayList<>(gate.path("steps").valueStream().toList());
                parts.add(gate.path("decision"));
                for (JsonNode part : parts) {
                    steps.add(part.path("id").asString(""));
                    rows.add(part.path("source").asString(""));
                }
                for (JsonNode approval : gate.path("approvals")) {
                    approval.path("any-of").forEach(role -> approvers.add(role.asString("")));
                    if (approval.has("role")) {
                        approvers.add(approval.path("role").asString(""));
                    }
                }
                gate.findValues("artefacts")
                        .forEach(list -> list.forEach(one -> artefacts.add(one.path("id").asString(""))));
                gate.findValues("rule").forEach(rule -> rules.add(rule.asString("")));
            }
        }
        return new Definitions(present, steps, rows, rules, artefacts, approvers);
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
