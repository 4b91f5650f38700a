package io.gatehouse.systemtests.traceability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * The ids that coverage may name, as they stand on disk.
 *
 * @param adrs numbers of the decision records
 * @param adapters modules under {@code adapters/}, which are the adapters that are built
 * @param gates what the gate definitions say; empty when there are none
 */
record References(Set<String> adrs, Set<String> adapters, Optional<Gates> gates) {

    /**
     * A step or decision of a gate definition.
     *
     * @param row id of the row that it says it comes from
     * @param adapter of its action, if it has one
     * @param approvers codes of the roles that approve, for a decision; empty for a step
     */
    record Step(
            String row,
            Set<String> rules,
            Set<String> artefacts,
            Optional<String> adapter,
            Set<String> approvers) {}

    /**
     * @param steps by id, decisions included
     */
    record Gates(Map<String, Step> steps) {

        Set<String> rules() {
            return steps.values().stream()
                    .flatMap(step -> step.rules().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        boolean hasApprover(String role) {
            return steps.values().stream().anyMatch(step -> step.approvers().contains(role));
        }

        boolean hasArtefact(String id) {
            return steps.values().stream().anyMatch(step -> step.artefacts().contains(id));
        }
    }

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
                adrs, adapters, gates(root.resolve("gate-definitions/src/main/resources/gates")));
    }

    private static Optional<Gates> gates(Path folder) {
        Map<String, Step> steps = new TreeMap<>();
        for (Path file : children(folder)) {
            if (file.toString().endsWith(".yaml")) {
                JsonNode gate = TraceabilityFile.YAML.readTree(file.toFile());
                gate.path("steps").forEach(one -> steps.put(id(one), step(one, Set.of())));
                JsonNode decision = gate.path("decision");
                steps.put(id(decision), step(decision, approvers(gate)));
            }
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(new Gates(steps));
    }

    private static Set<String> approvers(JsonNode gate) {
        Set<String> roles = new TreeSet<>();
        for (JsonNode approval : gate.path("approvals")) {
            approval.path("any-of").forEach(role -> roles.add(role.asString("")));
            if (approval.has("role")) {
                roles.add(approval.path("role").asString(""));
            }
        }
        return roles;
    }

    private static String id(JsonNode node) {
        return node.path("id").asString("");
    }

    private static Step step(JsonNode node, Set<String> approvers) {
        Set<String> rules = new TreeSet<>();
        node.path("accept").findValues("rule").forEach(rule -> rules.add(rule.asString("")));
        Set<String> artefacts = new TreeSet<>();
        node.path("artefacts").forEach(one -> artefacts.add(id(one)));
        String adapter = node.path("action").path("adapter").asString("");
        return new Step(
                node.path("source").asString(""),
                rules,
                artefacts,
                adapter.isEmpty() ? Optional.empty() : Optional.of(adapter),
                approvers);
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
