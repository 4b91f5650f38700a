package io.gatehouse.cli.command;

import io.gatehouse.adapter.checklist.ChecklistTemplate;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.diagram.GateDiagram;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.definitions.runbook.Runbook;
import io.gatehouse.definitions.runbook.RunbookFiles;
import io.gatehouse.embedded.Law;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code gate runbook}: pages for people, made from the definitions. */
@Command(
        name = "runbook",
        description = "Writes the runbook of a gate, or of all gates in both languages.")
public final class RunbookCommand extends GateCommand.OnGates {

    /** The documents' name of the form that covers every stage. */
    private static final String CHECKLIST = "DEMO_PAPER_LIVE_CHECKLIST";

    /** One of the two. */
    static final class Which {
        @Parameters(paramLabel = "GATE", description = "The gate.")
        private String id;

        @Option(names = "--all", required = true, description = "All gates, in both languages.")
        private boolean all;
    }

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            description = "File of the page, its picture beside it; with --all the folder.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() throws Exception {
        DefinitionLoader.Loaded loaded = loaded();
        Output output = output();
        if (!loaded.faults().isEmpty()) {
            // A page of half a definition would leave out what the gate demands.
            loaded.faults().forEach(fault -> output.line(fault.toString()));
            output.say("gate.faults", loaded.faults().size());
            return ExitCodes.UNDECIDED;
        }
        if (which.all && out.isEmpty()) {
            throw new ParameterException(
                    spec().commandLine(), output.messages().text("runbook.needs-out"));
        }
        Collection<GateDefinition> gates =
                which.all ? loaded.gates().values() : List.of(gate(which.id));
        List<String> unknown = unknownRules(gates);
        if (!unknown.isEmpty()) {
            output.say("runbook.unknown-rules", String.join(", ", unknown));
            return ExitCodes.UNDECIDED;
        }
        List<Path> written = which.all ? all(gates) : one(gates.iterator().next());
        written.forEach(file -> output.say("runbook.written", file));
        if (!written.isEmpty()) {
            output.json(
                    "gatehouse.runbooks/1",
                    JsonObject.of("files", written.stream().map(Path::toString).toList()));
        }
        return ExitCodes.ALLOWED;
    }

    private List<String> unknownRules(Collection<GateDefinition> gates) {
        return gates.stream()
                .flatMap(g -> Stream.concat(g.steps().stream(), Stream.of(g.decision())))
                .flatMap(StepDefinition::rules)
                .map(RuleReference::rule)
                .filter(rule -> Law.rules().find(rule).isEmpty())
                .map(Object::toString)
                .distinct()
                .sorted()
                .toList();
    }

    private List<Path> all(Collection<GateDefinition> gates) throws IOException {
        Path folder = around().directory().resolve(out.orElseThrow());
        List<Path> written = new ArrayList<>();
        SortedMap<String, String> files = new TreeMap<>(RunbookFiles.of(gates, Law.rules()));
        List<GateDefinition> way = RunbookFiles.inOrder(gates);
        files.put(CHECKLIST + ".md", ChecklistTemplate.of(way, "pl"));
        files.put(CHECKLIST + ".en.md", ChecklistTemplate.of(way, "en"));
        for (Map.Entry<String, String> file : files.entrySet()) {
            written.add(write(folder.resolve(file.getKey()), file.getValue()));
        }
        return written;
    }

    private List<Path> one(GateDefinition gate) throws IOException {
        String language = output().messages().language();
        if (out.isEmpty()) {
            String page = Runbook.page(gate, Law.rules(), language, Optional.empty());
            output().json("gatehouse.runbook/1", JsonObject.of("markdown", page));
            if (!output().isJson()) {
                output().raw(page);
            }
            return List.of();
        }
        Path file = around().directory().resolve(out.get());
        String picture = RunbookFiles.pictureOf(gate);
        return List.of(
                write(file, Runbook.page(gate, Law.rules(), language, Optional.of(picture))),
                write(file.resolveSibling(picture), GateDiagram.svg(gate, language)));
    }

    private static Path write(Path file, String text) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        DurableFiles.replace(absolute, text.getBytes(StandardCharsets.UTF_8));
        return absolute;
    }
}
