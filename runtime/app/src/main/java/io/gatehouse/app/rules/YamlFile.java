package io.gatehouse.app.rules;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.definitions.yaml.StrictYaml;
import io.gatehouse.definitions.yaml.YamlFaultException;
import io.gatehouse.definitions.yaml.YamlToJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** One strict YAML mapping from a file. */
final class YamlFile {

    private static final int LARGEST = 1024 * 1024;

    private YamlFile() {}

    static JsonObject read(Path file) throws RuleFault {
        String name = String.valueOf(file.getFileName());
        // A link could show one file to the person who signs and another to the engine.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            JsonValue value =
                    YamlToJson.convert(StrictYaml.read(in.readNBytes(LARGEST + 1), LARGEST));
            if (value instanceof JsonObject object) {
                return object;
            }
            throw RuleFault.of(name, "a mapping", "another value");
        } catch (IOException e) {
            throw RuleFault.of(name, "a readable file", "none");
        } catch (YamlFaultException e) {
            throw RuleFault.of(name, "strict YAML", e.fault().toString());
        }
    }

    static void requireMembers(
            String place, JsonObject object, Set<String> required, Set<String> optional)
            throws RuleFault {
        for (String name : required) {
            if (!object.has(name)) {
                throw RuleFault.of(place, "member '" + name + "'", "none");
            }
        }
        for (String name : object.names()) {
            if (!required.contains(name) && !optional.contains(name)) {
                throw RuleFault.of(place, "only known members", "'" + name + "'");
            }
        }
    }
}
