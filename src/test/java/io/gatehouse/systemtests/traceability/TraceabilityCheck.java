package io.gatehouse.systemtests.traceability;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Says what is wrong with a mapping; an empty list means nothing is. Pure. */
final class TraceabilityCheck {

    /** The rule kinds of this version. */
    static final Set<String> RULES =
            Set.of(
                    "digest-matches",
                    "artefact-present",
                    "artefact-fresh",
                    "signed-off",
                    "entry-signed",
                    "checklist-complete",
                    "ci-run",
                    "pull-request",
                    "config-lineage",
                    "predecessors-granted",
                    "distinct-persons",
                    "command-succeeded",
                    "config-valid",
                    "report-verdict",
                    "release-identified",
                    "labs-pass",
                    "labs-report",
                    "smoke-pass",
                    "smoke-report",
                    "alerts-cover",
                    "dry-run-pass",
                    "kill-drill-pass",
                    "bundle-verified",
                    "bundle-same-as-admitted",
                    "bundle-ci-run",
                    "installer-accepted",
                    "licence-valid",
                    "device-licensed",
                    "bundle-manifest",
                    "licence-registry",
                    "mtls-bundle",
                    "metrics-log",
                    "dry-run-report",
                    "ui-telemetry",
                    "stage6-summary",
                    "flags-match");

    /** The adapters of this version; naming another one as built is the lie this check is for. */
    static final Set<String> ADAPTERS =
            Set.of(
                    "command",
                    "checklist",
                    "core-config",
                    "ci",
                    "risk-labs",
                    "oem-bundle",
                    "licensing",
                    "smoke",
                    "metrics",
                    "live-router");

    private static final Set<String> PLANNED_ADAPTERS =
            Set.of(
                    "smoke",
                    "oem-bundle",
                    "licensing",
                    "mtls",
                    "live-router",
                    "metrics",
                    "ui-telemetry",
                    "stage6");

    private static final Set<String> AREAS =
            Set.of("drop-in tools", "keeper", "labs", "oem", "live", "organisational");

    private TraceabilityCheck() {}

    /** Faults of the mapping in itself. */
    static List<String> ofForm(TraceabilityFile file) {
        List<String> problems = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (TracedItem item : file.items()) {
            if (!ids.add(item.id())) {
                problems.add(item.id() + ": the id is used twice");
            }
            if (!file.documents().containsKey(item.document())) {
                problems.add(item.id() + ": unknown document " + item.document());
            }
            if (!item.sha384().matches("[0-9a-f]{96}")) {
                problems.add(item.id() + ": sha384 is not 96 lower-case hexadecimal digits");
            }
            checkStatus(item, problems);
        }
        return problems;
    }

    private static void checkStatus(TracedItem item, List<String> problems) {
        if (item.coverage().isEmpty()) {
            problems.add(item.id() + ": covered by nothing");
        }
        if (item.planned() != item.area().isPresent()) {
            problems.add(item.id() + ": an area belongs to a planned item, and only to it");
        }
        if (!item.planned() && item.coverage().stream().allMatch(Coverage::planned)) {
            problems.add(item.id() + ": said to be built, but each part of it is planned");
        }
        Set<String> areas = new TreeSet<>(item.area().stream().toList());
        item.coverage().forEach(part -> part.plannedArea().ifPresent(areas::add));
        areas.removeAll(AREAS);
        areas.forEach(area -> problems.add(item.id() + ": unknown area " + area));
    }

    /** Names that point nowhere, whatever the gate definitions say. */
    static List<String> ofReferences(List<TracedItem> items, References known) {
        List<String> problems = new ArrayList<>();
        for (TracedItem item : items) {
            for (Coverage part : item.coverage()) {
                if (!exists(part, known)) {
                    problems.add(item.id() + ": no such " + part);
                }
            }
        }
        return problems;
    }

    private static boolean exists(Coverage part, References known) {
        return switch (part.kind()) {
            case "rule" -> RULES.contains(part.id());
            case "adr" -> known.adrs().contains(part.id());
            case "adapter" ->
                    ADAPTERS.contains(part.id())
                            || (part.planned() && PLANNED_ADAPTERS.contains(part.id()));
            case "step" ->
                    known.gates().map(gates -> gates.steps().containsKey(part.id())).orElse(true);
            case "approval" ->
                    known.gates().map(gates -> gates.hasApprover(part.id())).orElse(true);
            case "artefact" ->
                    known.gates().map(gates -> gates.hasArtefact(part.id())).orElse(true);
            default -> part.kind().equals("verb");
        };
    }

    /**
     * Units without a mapping, and mappings without a unit. A changed text shows as one of each.
     */
    static List<String> ofDocument(
            String document, List<SpecificationUnits.Unit> units, List<TracedItem> items) {
        List<String> problems = new ArrayList<>();
        List<TracedItem> unused =
                new ArrayList<>(
                        items.stream().filter(item -> item.document().equals(document)).toList());
        for (SpecificationUnits.Unit unit : units) {
            TracedItem match =
                    unused.stream()
                            .filter(item -> item.sha384().equals(unit.sha384()))
                            .findFirst()
                            .orElse(null);
            if (match == null) {
                problems.add(
                        "%s line %d: new or changed, not mapped: %s (sha384 %s)"
                                .formatted(
                                        document, unit.line(), start(unit.text()), unit.sha384()));
            } else {
                unused.remove(match);
            }
        }
        unused.forEach(
                item ->
                        problems.add(
                                "%s: its text is changed or gone: %s"
                                        .formatted(item.id(), item.summary())));
        return problems;
    }

    private static String start(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }
}
