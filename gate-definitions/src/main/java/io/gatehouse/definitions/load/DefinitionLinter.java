package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.Acceptance;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.definitions.rule.AbstractRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a definition must not say, beyond its form: names that nobody knows, demands that nobody
 * checks, key material without its mark, exceptions where none may be. The floor is part of it.
 *
 * <p>Reports every fault, in the definition's order. Thread-safe.
 */
public final class DefinitionLinter {

    private static final Pattern KEY_MATERIAL =
            Pattern.compile(
                    ".*\\.(key|p12|pfx|jks)|.*passphrase.*|.*\\.vault|.*vault.*|.*/private/.*\\.pem|secrets/.*|.*/secrets/.*|.*live_bundle.*");

    /** More often would fill the journal with what nobody reads. */
    private static final Duration SHORTEST_REVERIFY = Duration.ofSeconds(10);

    private static final Pattern SOURCE = Pattern.compile("(RB|PL)-[A-Z0-9]+([.-][A-Z0-9]+)*");

    private final RuleBook rules;
    private final Map<AdapterId, Function<JsonObject, List<String>>> adapters;
    private final Function<GateDefinition, List<DefinitionFault>> floor;

    /**
     * A linter for the rules and adapters of a build, with the whole {@link Floor}.
     *
     * @param adapters each with the check of its parameters, as {@code GateAction::lint}
     */
    public DefinitionLinter(
            RuleBook rules, Map<AdapterId, Function<JsonObject, List<String>>> adapters) {
        this(rules, adapters, Floor::faults);
    }

    private DefinitionLinter(
            RuleBook rules,
            Map<AdapterId, Function<JsonObject, List<String>>> adapters,
            Function<GateDefinition, List<DefinitionFault>> floor) {
        this.rules = rules;
        this.adapters = Map.copyOf(adapters);
        this.floor = floor;
    }

    /** This linter with another floor, for tests of the engine. */
    public DefinitionLinter with(Function<GateDefinition, List<DefinitionFault>> otherFloor) {
        return new DefinitionLinter(rules, adapters, otherFloor);
    }

    /** A linter that knows adapters by name alone. */
    public static DefinitionLinter ofAdapters(RuleBook rules, Set<AdapterId> adapters) {
        Map<AdapterId, Function<JsonObject, List<String>>> unchecked = new HashMap<>();
        adapters.forEach(adapter -> unchecked.put(adapter, with -> List.of()));
        return new DefinitionLinter(rules, unchecked);
    }

    /** Every fault of a file, with its line; that of reading it, when it could not be read. */
    public List<DefinitionFault> lint(DefinitionFile file) {
        return file.gate()
                .map(gate -> lint(gate).stream().map(file::locate).toList())
                .orElseGet(() -> file.fault().stream().toList());
    }

    /** Every fault of a definition. */
    public List<DefinitionFault> lint(GateDefinition gate) {
        Lint lint = new Lint(gate);
        lint.run();
        lint.faults.addAll(floor.apply(gate));
        return lint.faults;
    }

    /** One linting; confined to the calling thread. */
    private final class Lint {

        private final GateDefinition gate;
        private final List<DefinitionFault> faults = new ArrayList<>();
        private final Set<String> ids = new HashSet<>();
        private final Map<ArtefactId, String> artefacts = new HashMap<>();

        Lint(GateDefinition gate) {
            this.gate = gate;
        }

        void run() {
            for (int i = 0; i < gate.steps().size(); i++) {
                step(gate.steps().get(i), "steps[" + i + "]");
            }
            step(gate.decision(), "decision");
            if (!gate.decision().artefacts().isEmpty()) {
                add(
                        "decision-artefacts",
                        "decision.artefacts",
                        "nothing can be attached to a decision");
            }
            for (int i = 0; i < gate.activates().size(); i++) {
                action(gate.activates().get(i), "activates[" + i + "]");
            }
            if (gate.reverify().compareTo(SHORTEST_REVERIFY) < 0) {
                add("reverify-too-often", "reverify", "is shorter than " + SHORTEST_REVERIFY);
            }
            try {
                GateMachine.of(gate);
            } catch (IllegalArgumentException e) {
                add("no-machine", "steps", String.valueOf(e.getMessage()));
            }
        }

        private void add(String code, String place, String message) {
            faults.add(DefinitionFault.of(code, gate.id().value(), place, message));
        }

        private void step(StepDefinition step, String place) {
            if (!ids.add(step.id().value())) {
                add("duplicate-step", place + ".id", "another step has the id '" + step.id() + "'");
            }
            if (step.id().value().startsWith("activate-")) {
                add(
                        "reserved-id",
                        place + ".id",
                        "ids that start with activate- are slots of the gate");
            }
            if (!SOURCE.matcher(step.source()).matches()) {
                add(
                        "no-source",
                        place + ".source",
                        "names no row of the documents, such as RB-2.1");
            }
            step.action().ifPresent(action -> action(action, place + ".action"));
            for (int i = 0; i < step.artefacts().size(); i++) {
                artefact(step.artefacts().get(i), place + ".artefacts[" + i + "]");
            }
            Set<ArtefactId> looked = new HashSet<>();
            for (int i = 0; i < step.accept().size(); i++) {
                clause(step, step.accept().get(i), place + ".accept[" + i + "]", looked);
            }
            for (int i = 0; i < step.artefacts().size(); i++) {
                if (!looked.contains(step.artefacts().get(i).id())) {
                    add(
                            "unused-artefact",
                            place + ".artefacts[" + i + "]",
                            "no rule looks at '" + step.artefacts().get(i).id() + "'");
                }
            }
        }

        private void action(ActionDefinition action, String place) {
            Function<JsonObject, List<String>> check = adapters.get(action.adapter());
            if (check == null) {
                add(
                        "unknown-adapter",
                        place + ".adapter",
                        "no adapter '" + action.adapter() + "' in this build");
                return;
            }
            for (String fault : check.apply(action.with())) {
                add("adapter-parameters", place + ".with", fault);
            }
        }

        private void artefact(ArtefactDefinition artefact, String place) {
            String before = artefacts.putIfAbsent(artefact.id(), place);
            if (before != null) {
                add(
                        "duplicate-artefact",
                        place + ".id",
                        "'" + artefact.id() + "' is also at " + before);
            }
            if (!artefact.secret() && KEY_MATERIAL.matcher(artefact.path()).matches()) {
                // without the mark its bytes would be copied into archive and export
                add(
                        "key-material",
                        place,
                        "'" + artefact.path() + "' can match key material: mark it secret: true");
            }
        }

        private void clause(
                StepDefinition step, Acceptance clause, String place, Set<ArtefactId> looked) {
            if (clause instanceof RuleReference reference) {
                reference(step, reference, place, looked);
                return;
            }
            List<List<RuleReference>> alternatives = ((AnyOf) clause).alternatives();
            for (int a = 0; a < alternatives.size(); a++) {
                for (int r = 0; r < alternatives.get(a).size(); r++) {
                    String here = place + ".any-of[" + a + "][" + r + "]";
                    reference(step, alternatives.get(a).get(r), here, looked);
                }
            }
        }

        private void reference(
                StepDefinition step,
                RuleReference reference,
                String place,
                Set<ArtefactId> looked) {
            Optional<Rule> found = rules.find(reference.rule());
            if (found.isEmpty()) {
                add(
                        "unknown-rule",
                        place + ".rule",
                        "no rule '" + reference.rule() + "' in this build");
                return;
            }
            Rule rule = found.get();
            if (reference.standing().isPresent() && !rule.canStand()) {
                add(
                        "not-standing",
                        place + ".standing",
                        "rule '" + rule.id() + "' cannot be asked again while it is active");
            }
            if (reference.standing().isPresent() && place.contains(".any-of[")) {
                add(
                        "standing-alternative",
                        place + ".standing",
                        "of alternatives nobody knows which one has to hold on");
            }
            List<String> wrong = rule.lint(reference, step);
            wrong.forEach(fault -> add("rule-parameters", place, rule.id() + ": " + fault));
            if (reference.waivable() && !rule.waivable()) {
                add(
                        "not-waivable",
                        place + ".waivable",
                        "rule '" + rule.id() + "' cannot be waived");
            }
            // that a file is still itself says nothing about what it says
            boolean whole =
                    reference.rule().value().equals("digest-matches")
                            && !reference.parameters().has("artefacts");
            if (wrong.isEmpty() && !whole && rule instanceof AbstractRule known) {
                looked.addAll(known.artefactsOf(reference, step));
            }
        }
    }
}
