package io.gatehouse.app.query;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.definitions.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One place at which two documents differ.
 *
 * @param path names joined with dots, elements of lists in brackets
 * @param before empty where the place is new
 * @param after empty where the place is gone
 */
public record Difference(String path, Optional<String> before, Optional<String> after) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    /** The places that differ, in order of their paths. */
    public static List<Difference> between(
            SortedMap<String, String> before, SortedMap<String, String> after) {
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(after.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String path : paths) {
            Optional<String> was = Optional.ofNullable(before.get(path));
            Optional<String> is = Optional.ofNullable(after.get(path));
            if (!was.equals(is)) {
                differences.add(new Difference(path, was, is));
            }
        }
        return differences;
    }

    /** Every scalar of a value by its path. */
    public static SortedMap<String, String> flat(JsonValue value) {
        TreeMap<String, String> flat = new TreeMap<>();
        flatten("", value, flat);
        return flat;
    }

    private static void flatten(String path, JsonValue value, Map<String, String> flat) {
        if (value instanceof JsonObject object && !object.members().isEmpty()) {
            object.members().forEach((name, member) -> flatten(join(path, name), member, flat));
        } else if (value instanceof JsonArray array && array.size() > 0) {
            for (int i = 0; i < array.size(); i++) {
                flatten(path + "[" + i + "]", array.get(i), flat);
            }
        } else {
            flat.put(path, CanonicalJson.text(value));
        }
    }

    /** Every scalar of a configuration by its path; a quoted text shows its quotes. */
    public static SortedMap<String, String> flat(YamlNode node) {
        TreeMap<String, String> flat = new TreeMap<>();
        flatten("", node, flat);
        return flat;
    }

    private static void flatten(String path, YamlNode node, Map<String, String> flat) {
        if (node instanceof YamlNode.Mapping mapping && !mapping.members().isEmpty()) {
            mapping.members().forEach((name, member) -> flatten(join(path, name), member, flat));
        } else if (node instanceof YamlNode.Sequence sequence && !sequence.elements().isEmpty()) {
            for (int i = 0; i < sequence.elements().size(); i++) {
                flatten(path + "[" + i + "]", sequence.elements().get(i), flat);
            }
        } else if (node instanceof YamlNode.Scalar scalar) {
            flat.put(path, scalar.plain() ? scalar.text() : quoted(scalar.text()));
        } else {
            flat.put(path, node instanceof YamlNode.Mapping ? "{}" : "[]");
        }
    }

    /**
     * A name that holds what joins names is quoted: the key {@code a.b} would otherwise hide a
     * change of {@code b} within {@code a} from the person who signs.
     */
    private static String join(String path, String name) {
        String shown = PLAIN.matcher(name).matches() ? name : quoted(name);
        return path.isEmpty() ? shown : path + "." + shown;
    }

    private static String quoted(String text) {
        return CanonicalJson.text(JsonValue.of(text));
    }

    public JsonObject toJson() {
        JsonObject.Builder out = JsonObject.builder().put("path", path);
        before.ifPresent(text -> out.put("before", text));
        after.ifPresent(text -> out.put("after", text));
        return out.build();
    }
}
