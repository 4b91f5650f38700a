package io.gatehouse.systemtests.traceability;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The traceability file as read from disk.
 *
 * <p>Reading refuses what it does not know: a misspelt key would otherwise be a silent hole in the
 * mapping.
 */
record TraceabilityFile(Map<String, String> documents, List<TracedItem> items) {

    static final ObjectMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private static final Set<String> ITEM_KEYS =
            Set.of("id", "document", "summary", "sha384", "status", "area", "covered-by");
    private static final Set<String> COVERAGE_KINDS =
            Set.of("rule", "step", "adapter", "approval", "adr", "artefact", "verb");
    private static final Set<String> COVERAGE_NOTES = Set.of("status", "area", "what");

    TraceabilityFile {
        documents = Map.copyOf(documents);
        items = List.copyOf(items);
    }

    static TraceabilityFile read(Path file) {
        return parse(YAML.readTree(file.toFile()));
    }

    static TraceabilityFile parse(JsonNode root) {
        requireKeys("the file", root, Set.of("version", "documents", "items"));
        if (root.path("version").asInt(0) != 1) {
            throw new IllegalArgumentException("unknown version of the traceability file");
        }
        Map<String, String> documents = new TreeMap<>();
        root.path("documents")
                .properties()
                .forEach(entry -> documents.put(entry.getKey(), entry.getValue().asString()));
        List<TracedItem> items = new ArrayList<>();
        root.path("items").forEach(node -> items.add(item(node)));
        return new TraceabilityFile(documents, items);
    }

    private static TracedItem item(JsonNode node) {
        String id = text("an item", node, "id");
        requireKeys(id, node, ITEM_KEYS);
        List<Coverage> coverage = new ArrayList<>();
        node.path("covered-by").forEach(entry -> coverage.add(coverage(id, entry)));
        return new TracedItem(
                id,
                text(id, node, "document"),
                text(id, node, "summary"),
                text(id, node, "sha384"),
                planned(id, text(id, node, "status")),
                optional(id, node, "area"),
                coverage);
    }

    private static Coverage coverage(String id, JsonNode node) {
        Set<String> kinds = new HashSet<>(node.propertyNames());
        kinds.removeAll(COVERAGE_NOTES);
        if (kinds.size() != 1 || !COVERAGE_KINDS.containsAll(kinds)) {
            throw new IllegalArgumentException(id + ": not one known kind of coverage: " + node);
        }
        String kind = kinds.iterator().next();
        Optional<String> status = optional(id, node, "status");
        Optional<String> area = optional(id, node, "area");
        boolean planned = status.isPresent() && planned(id, status.get());
        if (planned != area.isPresent() || planned != node.has("what")) {
            throw new IllegalArgumentException(
                    id
                            + ": a planned part needs status, area and what, a built one none of them: "
                            + node);
        }
        return new Coverage(kind, text(id, node, kind), area);
    }

    private static boolean planned(String id, String status) {
        return switch (status) {
            case "planned" -> true;
            case "built" -> false;
            default -> throw new IllegalArgumentException(id + ": unknown status " + status);
        };
    }

    private static void requireKeys(String where, JsonNode node, Set<String> known) {
        Set<String> unknown = new HashSet<>(node.propertyNames());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(where + ": unknown keys " + unknown);
        }
    }

    private static String text(String where, JsonNode node, String key) {
        return optional(where, node, key)
                .orElseThrow(() -> new IllegalArgumentException(where + ": no " + key));
    }

    private static Optional<String> optional(String where, JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isBlank()) {
            // Readers disagree on an unquoted 0010 (text, ten, or octal eight): only text is taken.
            throw new IllegalArgumentException(where + ": " + key + " is not a text: " + value);
        }
        return Optional.of(value.asString());
    }
}
