package io.gatehouse.app.rules;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Adoption;
import io.gatehouse.core.state.Person;
import io.gatehouse.definitions.load.DefinitionFault;
import io.gatehouse.definitions.load.DefinitionLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Puts the files under {@code gatehouse/} together into the one document that owner and compliance
 * sign. Until they have, the files are a proposal and nothing else.
 */
public final class RuleFiles {

    private final Workspace workspace;
    private final ProgramDigests programs;

    public RuleFiles(Workspace workspace, ProgramDigests programs) {
        this.workspace = workspace;
        this.programs = programs;
    }

    /** The document as the files stand now. */
    public JsonObject document() throws RuleFault {
        List<Finding> faults = new ArrayList<>();
        List<Person> people = List.of();
        TreeMap<String, Digest> commands = new TreeMap<>();
        JsonObject keys = JsonObject.EMPTY;
        try {
            people = PeopleFile.read(workspace.people());
        } catch (RuleFault e) {
            faults.addAll(e.findings());
        }
        try {
            commands(commands, faults);
        } catch (RuleFault e) {
            faults.addAll(e.findings());
        }
        try {
            keys = KeyRing.parse(Files.readAllBytes(workspace.keys())).withoutSecrets().toJson();
        } catch (IOException | KeyFaultException e) {
            faults.add(
                    RuleFault.finding("keys.json", "a key ring", String.valueOf(e.getMessage())));
        }
        List<GateDefinition> gates = gates(faults);
        if (!faults.isEmpty()) {
            throw new RuleFault(faults);
        }
        return Adoption.document(
                people, gates.stream().map(GateDefinition::source).toList(), commands, keys);
    }

    /**
     * Looks at what people wrote before anything is made from it: definitions and programs.
     *
     * @throws RuleFault when they could not be proposed
     */
    public void requireSound() throws RuleFault {
        List<Finding> faults = new ArrayList<>();
        commands(new TreeMap<>(), faults);
        gates(faults);
        if (!faults.isEmpty()) {
            throw new RuleFault(faults);
        }
    }

    private void commands(SortedMap<String, Digest> commands, List<Finding> faults)
            throws RuleFault {
        CommandsFile.read(workspace.commands())
                .forEach(
                        (name, prefix) -> {
                            try {
                                commands.put(name, programs.of(name, prefix));
                            } catch (IOException e) {
                                faults.add(
                                        RuleFault.finding(
                                                "commands.yaml: " + name,
                                                "a program that can be read",
                                                String.valueOf(e.getMessage())));
                            }
                        });
    }

    private List<GateDefinition> gates(List<Finding> faults) {
        DefinitionLoader.Loaded loaded = definitions();
        for (DefinitionFault fault : loaded.faults()) {
            faults.add(
                    Finding.of(
                            "engine-rules",
                            fault.code(),
                            fault.file() + (fault.line() > 0 ? ":" + fault.line() : ""),
                            "a sound definition",
                            (fault.place().isEmpty() ? "" : fault.place() + ": ") + fault.message(),
                            "run 'gatehouse gate lint'"));
        }
        return List.copyOf(loaded.gates().values());
    }

    /** The definitions of the workspace, or those that are built in when it has none of its own. */
    public DefinitionLoader.Loaded definitions() {
        return Files.isDirectory(workspace.gates(), LinkOption.NOFOLLOW_LINKS)
                ? DefinitionLoader.directory(workspace.gates())
                : DefinitionLoader.builtIn();
    }
}
