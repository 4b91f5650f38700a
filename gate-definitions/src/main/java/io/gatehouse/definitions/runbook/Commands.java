package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The command lines of a gate's runbook. */
final class Commands {

    private static final String ON = " PROMOTION ";

    /** Rules about reports that nobody but a person brings: CI systems do not write here. */
    private static final Set<String> ON_ATTACHED_REPORTS = Set.of("ci-run", "pull-request");

    private final GateDefinition gate;

    Commands(GateDefinition gate) {
        this.gate = gate;
    }

    String open() {
        return "gatehouse promotion open "
                + gate.id()
                + " --release RELEASE --bundle sha384:DIGEST --commit COMMIT";
    }

    /** What an action starts: a program with its arguments, or an adapter with its parameters. */
    static String program(ActionDefinition action) {
        Optional<String> program = action.with().text("program");
        if (program.isEmpty()) {
            List<String> words = new ArrayList<>(List.of(action.adapter().value()));
            action.with().members().forEach((name, value) -> words.add(name + "=" + word(value)));
            return String.join(" ", words);
        }
        List<String> words = new ArrayList<>(List.of(program.get()));
        for (JsonValue argument : action.with().array("arguments")) {
            words.add(word(argument));
        }
        return String.join(" ", words);
    }

    private static String word(JsonValue value) {
        return value instanceof JsonString text ? text.value() : CanonicalJson.text(value);
    }

    Optional<String> action(StepDefinition step) {
        return step.action().map(Commands::program);
    }

    List<String> run(StepDefinition step) {
        return step.action().isEmpty()
                ? List.of()
                : List.of("gatehouse promotion run" + ON + step.id());
    }

    /** One line per artefact that the action does not make. */
    List<String> attach(StepDefinition step) {
        Set<String> attached = new LinkedHashSet<>();
        step.rules()
                .filter(
                        rule ->
                                ON_ATTACHED_REPORTS.contains(rule.rule().value())
                                        || rule.parameters().flag("attached").orElse(false))
                .forEach(rule -> attached.addAll(artefacts(rule)));
        return step.artefacts().stream()
                .filter(a -> step.action().isEmpty() || attached.contains(a.id().value()))
                .map(a -> attach(step, a))
                .toList();
    }

    private static String attach(StepDefinition step, ArtefactDefinition artefact) {
        return "gatehouse evidence add"
                + ON
                + artefact.path()
                + " --step "
                + step.id()
                + " --artefact "
                + artefact.id();
    }

    private static List<String> artefacts(RuleReference rule) {
        List<String> named = new ArrayList<>();
        rule.parameters().text("artefact").ifPresent(named::add);
        rule.parameters().array("artefacts").forEach(value -> add(value, named));
        return named;
    }

    private static void add(JsonValue value, List<String> named) {
        if (value instanceof JsonString text) {
            named.add(text.value());
        }
    }

    /** One line per signature that a rule of the step asks for, each once. */
    List<String> signOff(StepDefinition step) {
        Set<String> lines = new LinkedHashSet<>();
        step.rules()
                .forEach(
                        rule -> {
                            List<String> roles = new ArrayList<>();
                            rule.parameters().text("role").ifPresent(roles::add);
                            rule.parameters().array("roles").forEach(value -> add(value, roles));
                            rule.parameters().array("sign-off").forEach(v -> add(v, roles));
                            String kind =
                                    rule.parameters()
                                            .text("kind")
                                            .filter(k -> !k.equals("approved"))
                                            .map(k -> " --kind " + k)
                                            .orElse("");
                            for (String role : roles) {
                                lines.add(
                                        "gatehouse promotion signoff"
                                                + ON
                                                + step.id()
                                                + " --role "
                                                + role
                                                + kind);
                            }
                        });
        return List.copyOf(lines);
    }

    List<String> approve() {
        List<String> lines = new ArrayList<>();
        for (ApprovalRequirement approval : gate.approvals()) {
            String roles =
                    approval.anyOf().stream().map(Role::code).collect(Collectors.joining("|"));
            for (int i = 0; i < approval.count(); i++) {
                lines.add("gatehouse promotion approve PROMOTION --role " + roles);
            }
        }
        return lines;
    }

    String seal() {
        return "gatehouse promotion seal PROMOTION";
    }

    List<String> verify() {
        List<String> lines = new ArrayList<>();
        lines.add("gatehouse log verify --strict " + Facts.logFile(gate));
        if (gate.movesEnvironment()) {
            lines.add("gatehouse permit show");
        }
        return lines;
    }

    /** What happened, as the end of its key, and the command that answers it. */
    Map<String, String> afterFailure() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("refused", "gatehouse check " + gate.id());
        if (gate.steps().stream().anyMatch(step -> step.action().isPresent())) {
            all.put("action", "gatehouse promotion retry PROMOTION STEP --reason TEXT");
            all.put("lost", "gatehouse promotion resolve PROMOTION STEP --failed --note TEXT");
        }
        all.put("changed", "gatehouse promotion reopen PROMOTION STEP --reason TEXT");
        if (gate.steps().stream().flatMap(StepDefinition::rules).anyMatch(r -> r.waivable())) {
            all.put(
                    "waiver",
                    "gatehouse waive PROMOTION STEP RULE --reason TEXT --expires TIME --role ROLE");
        }
        all.put("no", "gatehouse promotion reject PROMOTION --reason TEXT");
        all.put("gives-up", "gatehouse promotion withdraw PROMOTION --reason TEXT");
        if (gate.movesEnvironment()) {
            all.put("danger", "gatehouse halt --reason TEXT");
        }
        return all;
    }
}
