package io.gatehouse.app.rules;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code commands.yaml}: the programs that definitions may name, each an executable with fixed
 * arguments.
 *
 * <pre>
 * commands:
 *   validate-config: [/usr/bin/python3, scripts/validate_config.py]
 * </pre>
 */
public final class CommandsFile {

    private CommandsFile() {}

    /** Reads the file strictly; a file that is not there names no program. */
    public static SortedMap<String, List<String>> read(Path file) throws RuleFault {
        TreeMap<String, List<String>> commands = new TreeMap<>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return commands;
        }
        JsonObject document = YamlFile.read(file);
        YamlFile.requireMembers("commands.yaml", document, Set.of("commands"), Set.of());
        JsonObject all =
                document.object("commands")
                        .orElseThrow(
                                () -> RuleFault.of("commands.yaml", "a mapping", "another value"));
        for (String name : all.names()) {
            commands.put(name, prefix(name, all.members().get(name)));
        }
        return Collections.unmodifiableSortedMap(commands);
    }

    private static List<String> prefix(String name, JsonValue value) throws RuleFault {
        List<String> prefix = new ArrayList<>();
        if (value instanceof JsonArray array) {
            for (JsonValue part : array) {
                if (part instanceof JsonString text && !text.value().isEmpty()) {
                    prefix.add(text.value());
                } else {
                    throw RuleFault.of(
                            "commands.yaml: " + name, "a list of texts", "another value");
                }
            }
        }
        if (prefix.isEmpty()) {
            throw RuleFault.of("commands.yaml: " + name, "an executable and arguments", "nothing");
        }
        return prefix;
    }
}
