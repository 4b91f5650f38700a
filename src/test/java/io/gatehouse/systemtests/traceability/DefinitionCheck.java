package io.gatehouse.systemtests.traceability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares the mapping with the gate definitions in both directions: what a definition demands is
 * asked for by the row it names, and what a row claims is demanded by a step it names. Pure.
 */
final class DefinitionCheck {

    private DefinitionCheck() {}

    static List<String> problems(List<TracedItem> items, References.Gates gates) {
        List<String> problems = new ArrayList<>();
        Map<String, TracedItem> byId = new LinkedHashMap<>();
        items.forEach(item -> byId.put(item.id(), item));
        gates.steps().forEach((id, step) -> demanded(id, step, byId.get(step.row()), problems));
        items.forEach(item -> claimed(item, gates, problems));
        return problems;
    }

    /** The row of a step must list the step and all that the step checks. */
    private static void demanded(
            String id, References.Step step, TracedItem row, List<String> problems) {
        if (row == null) {
            problems.add("step " + id + ": the row '" + step.row() + "' is not mapped");
            return;
        }
        missing(row, "step", Set.of(id), problems);
        missing(row, "rule", step.rules(), problems);
        missing(row, "artefact", step.artefacts(), problems);
        missing(row, "approval", step.approvers(), problems);
        missing(row, "adapter", step.adapter().map(Set::of).orElse(Set.of()), problems);
    }

    private static void missing(
            TracedItem row, String kind, Set<String> wanted, List<String> problems) {
        Set<String> absent = new TreeSet<>(wanted);
        absent.removeAll(built(row, kind));
        absent.forEach(id -> problems.add(row.id() + ": its step has the " + kind + " " + id));
    }

    /** Where a row names steps, its rules, artefacts and the command adapter are theirs. */
    private static void claimed(TracedItem item, References.Gates gates, List<String> problems) {
        List<References.Step> steps =
                built(item, "step").stream()
                        .filter(gates.steps()::containsKey)
                        .map(gates.steps()::get)
                        .toList();
        if (steps.isEmpty()) {
            return;
        }
        for (Coverage part : item.coverage()) {
            boolean held =
                    switch (part.kind()) {
                        case "rule" -> steps.stream().anyMatch(s -> s.rules().contains(part.id()));
                        case "artefact" ->
                                steps.stream().anyMatch(s -> s.artefacts().contains(part.id()));
                        case "adapter" ->
                                !part.id().equals("command")
                                        || steps.stream()
                                                .anyMatch(
                                                        s ->
                                                                s.adapter()
                                                                        .filter("command"::equals)
                                                                        .isPresent());
                        default -> true;
                    };
            if (!held && !part.planned()) {
                problems.add(item.id() + ": none of its steps has the " + part);
            }
        }
    }

    private static Set<String> built(TracedItem item, String kind) {
        return item.coverage().stream()
                .filter(part -> part.is(kind) && !part.planned())
                .map(Coverage::id)
                .collect(Collectors.toSet());
    }
}
