package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.DefinitionReader;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFault;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlNode;
import io.gatehouse.definitions.yaml.YamlToJson;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One definition file, read: either the gate or the first fault.
 *
 * @param document the YAML tree, to find the line of a place; empty when it is not YAML
 */
public record DefinitionFile(
        String name,
        Optional<GateDefinition> gate,
        Optional<DefinitionFault> fault,
        Optional<YamlNode> document) {

    /** Greatest size of a definition in bytes; the largest of ours is below a tenth of it. */
    public static final int MAX_BYTES = 256 * 1024;

    private static final Pattern SEGMENT = Pattern.compile("([^.\\[\\]]+)|\\[([0-9]{1,6})]");

    /** Reads a definition; never throws for what the bytes hold. */
    public static DefinitionFile read(String name, byte[] bytes) {
        YamlNode document;
        JsonObject source;
        try {
            document = StrictYaml.read(bytes, MAX_BYTES);
            if (!(YamlToJson.convert(document) instanceof JsonObject object)) {
                return refused(
                        name,
                        new DefinitionFault("not-a-mapping", name, 1, 1, "", "is not a mapping"));
            }
            source = object;
        } catch (YamlFaultException e) {
            YamlFault fault = e.fault();
            String code = "yaml-" + fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return refused(
                    name,
                    new DefinitionFault(
                            code, name, fault.line(), fault.column(), "", fault.message()));
        }
        try {
            GateDefinition gate = DefinitionReader.read(source);
            return new DefinitionFile(
                    name, Optional.of(gate), Optional.empty(), Optional.of(document));
        } catch (IllegalArgumentException e) {
            DefinitionFault fault = unplaced(name, String.valueOf(e.getMessage()));
            return new DefinitionFile(
                    name,
                    Optional.empty(),
                    Optional.of(located(fault, document)),
                    Optional.of(document));
        }
    }

    private static DefinitionFile refused(String name, DefinitionFault fault) {
        return new DefinitionFile(name, Optional.empty(), Optional.of(fault), Optional.empty());
    }

    /** The reader's message starts with the place, which never holds a space. */
    private static DefinitionFault unplaced(String name, String message) {
        int colon = message.indexOf(": ");
        boolean placed = colon > 0 && message.indexOf(' ') > colon;
        return DefinitionFault.of(
                "not-a-definition",
                name,
                placed ? message.substring(0, colon) : "",
                placed ? message.substring(colon + 2) : message);
    }

    /** The fault with the line of its place in this file. */
    public DefinitionFault locate(DefinitionFault found) {
        DefinitionFault here =
                new DefinitionFault(found.code(), name, 0, 0, found.place(), found.message());
        return document.map(root -> located(here, root)).orElse(here);
    }

    private static DefinitionFault located(DefinitionFault fault, YamlNode root) {
        YamlNode node = root;
        Matcher segment = SEGMENT.matcher(fault.place());
        while (segment.find()) {
            YamlNode next = child(node, segment);
            if (next == null) {
                break;
            }
            node = next;
        }
        return new DefinitionFault(
                fault.code(),
                fault.file(),
                node.line(),
                node.column(),
                fault.place(),
                fault.message());
    }

    private static YamlNode child(YamlNode node, Matcher segment) {
        if (node instanceof YamlNode.Mapping mapping && segment.group(1) != null) {
            return mapping.members().get(segment.group(1));
        }
        if (node instanceof YamlNode.Sequence sequence && segment.group(2) != null) {
            int index = Integer.parseInt(segment.group(2));
            return index < sequence.elements().size() ? sequence.elements().get(index) : null;
        }
        return null;
    }
}
