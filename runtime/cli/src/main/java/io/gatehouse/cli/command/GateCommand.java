package io.gatehouse.cli.command;

import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.ReportItem;
import io.gatehouse.cli.report.Standing;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.ArtefactDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.definitions.diagram.GateDiagram;
import io.gatehouse.definitions.load.DefinitionFault;
import io.gatehouse.definitions.load.DefinitionLinter;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.embedded.Law;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse gate}: the definitions. */
@Command(
        name = "gate",
        description = "Lists, shows, lints and draws the gate definitions.",
        subcommands = {
            GateCommand.ListAll.class,
            GateCommand.Show.class,
            GateCommand.LintVerb.class,
            GateCommand.Graph.class,
            RunbookCommand.class,
            ChecklistCommand.class
        })
public final class GateCommand extends Group {

    /** What verbs about definitions share. */
    abstract static class OnGates extends Verb {

        DefinitionLoader.Loaded loaded() {
            return new RuleFiles(workspace(), embedded().programs()).definitions();
        }

        GateDefinition gate(String id) throws Unanswerable {
            return loaded().gates().entrySet().stream()
                    .filter(e -> e.getKey().value().equals(id))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> Unanswerable.conflict(Wording.of("no-definition", id)));
        }

        /** Whether the definition in the files is the one in force. */
        String standing(GateDefinition gate) throws Exception {
            if (!workspace().isInitialised()) {
                return "not-adopted";
            }
            Digest adopted = read().state().governance().gates().get(gate.id());
            return adopted == null
                    ? "not-adopted"
                    : adopted.equals(gate.digest()) ? "in-force" : "other-in-force";
        }
    }

    /** {@code gate list}. */
    @Command(name = "list", description = "Lists the definitions and whether they are in force.")
    public static final class ListAll extends OnGates {

        @Override
        public Integer call() throws Exception {
            Output output = output();
            List<List<String>> rows = new ArrayList<>();
            List<JsonObject> all = new ArrayList<>();
            for (GateDefinition gate : loaded().gates().values()) {
                String standing = standing(gate);
                rows.add(
                        List.of(
                                gate.id().value(),
                                gate.from() + " -> " + gate.to(),
                                gate.digest().abbreviated(),
                                output.messages().text("gate." + standing),
                                gate.title().in(output.messages().language())));
                all.add(
                        JsonObject.builder()
                                .put("gate", gate.id().value())
                                .put("from", gate.from().name())
                                .put("to", gate.to().name())
                                .put("digest", gate.digest().value())
                                .put("standing", standing)
                                .build());
            }
            output.table(rows);
            output.json("gatehouse.gates/1", JsonObject.of("gates", all));
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code gate show}. */
    @Command(name = "show", description = "Shows a definition: steps, artefacts, rules, approvals.")
    public static final class Show extends OnGates {

        @Parameters(paramLabel = "GATE", description = "The gate.")
        private String id;

        @Override
        public Integer call() throws Exception {
            GateDefinition gate = gate(id);
            Output output = output();
            String language = output.messages().language();
            output.line(gate.id() + "  " + gate.title().in(language) + "  " + gate.digest());
            List<StepDefinition> steps = new ArrayList<>(gate.steps());
            steps.add(gate.decision());
            for (StepDefinition step : steps) {
                output.line("");
                output.line(
                        step.id() + "  " + step.title().in(language) + "  [" + step.source() + "]");
                output.say("gate.responsible", step.responsible().code());
                step.action()
                        .ifPresent(
                                a ->
                                        output.say(
                                                "gate.action",
                                                a.adapter(),
                                                CanonicalJson.text(a.with())));
                for (ArtefactDefinition artefact : step.artefacts()) {
                    output.say("gate.artefact", artefact.id(), artefact.path());
                }
                for (RuleReference rule : step.rules().toList()) {
                    output.say("gate.rule", rule.rule(), CanonicalJson.text(rule.parameters()));
                }
            }
            output.line("");
            for (ApprovalRequirement approval : gate.approvals()) {
                output.say(
                        "gate.approval",
                        approval.count(),
                        String.join(" | ", approval.anyOf().stream().map(Role::code).toList()));
            }
            output.json(
                    "gatehouse.gate/1",
                    JsonObject.builder()
                            .put("digest", gate.digest().value())
                            .put("standing", standing(gate))
                            .put("definition", gate.source())
                            .build());
            return ExitCodes.ALLOWED;
        }
    }

    /** {@code gate lint}. */
    @Command(name = "lint", description = "Looks for faults in the definitions, programs included.")
    public static final class LintVerb extends OnGates implements Reporting {

        @Override
        public Integer call() throws Exception {
            DefinitionLoader.Loaded loaded = loaded();
            DefinitionLinter linter = Law.linter(embedded().actions()).with(around().floor());
            List<DefinitionFault> faults = new ArrayList<>(loaded.faults());
            loaded.files().stream()
                    .filter(file -> file.gate().isPresent())
                    .forEach(file -> faults.addAll(linter.lint(file)));
            output().report(report(faults));
            return faults.isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        }

        private Report report(List<DefinitionFault> faults) {
            List<ReportItem> items =
                    faults.isEmpty()
                            ? List.of(
                                    new ReportItem("", "definitions", Standing.PASS, "", List.of()))
                            : faults.stream()
                                    .map(
                                            f ->
                                                    new ReportItem(
                                                            "",
                                                            f.code(),
                                                            Standing.FAIL,
                                                            f.toString(),
                                                            List.of()))
                                    .toList();
            return new Report(
                    "gatehouse.lint/1",
                    "gatehouse gate lint",
                    text(faults.isEmpty() ? "gate.sound" : "gate.faults", faults.size()),
                    List.of(),
                    new TreeMap<>(),
                    items,
                    JsonObject.of(
                            "faults",
                            faults.stream()
                                    .map(
                                            f ->
                                                    JsonObject.builder()
                                                            .put("code", f.code())
                                                            .put("file", f.file())
                                                            .put("line", f.line())
                                                            .put("column", f.column())
                                                            .put("place", f.place())
                                                            .put("message", f.message())
                                                            .build())
                                    .toList()));
        }
    }

    /** {@code gate graph}. */
    @Command(name = "graph", description = "Draws a gate as SVG, or its machine as Mermaid text.")
    public static final class Graph extends OnGates {

        @Parameters(paramLabel = "GATE", description = "The gate.")
        private String id;

        @Option(names = "--mermaid", description = "Every transition, as Mermaid text.")
        private boolean mermaid;

        @Override
        public Integer call() throws Exception {
            if (!mermaid) {
                output().raw(GateDiagram.svg(gate(id), output().messages().language()));
                return ExitCodes.ALLOWED;
            }
            MachineDefinition machine = GateMachine.of(gate(id));
            StringBuilder text = new StringBuilder("stateDiagram-v2\n");
            text.append("    [*] --> ").append(name(machine.initial())).append('\n');
            for (Transition row : machine.transitions()) {
                text.append("    ")
                        .append(name(row.from()))
                        .append(" --> ")
                        .append(name(row.to()))
                        .append(" : ")
                        .append(row.trigger().replace(':', ' '))
                        .append('\n');
            }
            output().raw(text.toString());
            return ExitCodes.ALLOWED;
        }

        private static String name(String state) {
            return state.replaceAll("[^A-Za-z0-9]", "_");
        }
    }
}
