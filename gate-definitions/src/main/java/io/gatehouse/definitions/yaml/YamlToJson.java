package io.gatehouse.definitions.yaml;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A strict document as a signable JSON value.
 *
 * <p>Plain scalars are {@code true}, {@code false}, decimal integers within +-(2^53-1), or text. A
 * plain scalar that some reader would take for something else (a fraction, a date, {@code yes},
 * {@code 0x10}, {@code 1_000}, {@code ~}) is refused: it must be quoted to be text.
 */
public final class YamlToJson {

    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,15})");
    private static final Pattern NUMBER_LIKE =
            Pattern.compile("[-+.]?[0-9].*|[-+]?\\.(inf|nan).*|[-+.]+", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_LIKE =
            Pattern.compile("y|n|yes|no|on|off|true|false|null|~|", Pattern.CASE_INSENSITIVE);

    private YamlToJson() {}

    /**
     * The same document as JSON.
     *
     * @throws YamlFaultException when a scalar is ambiguous or cannot be signed
     */
    public static JsonValue convert(YamlNode node) throws YamlFaultException {
        if (node instanceof YamlNode.Mapping mapping) {
            TreeMap<String, JsonValue> members = new TreeMap<>();
            for (Map.Entry<String, YamlNode> member : mapping.members().entrySet()) {
                members.put(asciiName(member.getKey(), node), convert(member.getValue()));
            }
            return new JsonObject(members);
        }
        if (node instanceof YamlNode.Sequence sequence) {
            List<JsonValue> elements = new ArrayList<>();
            for (YamlNode element : sequence.elements()) {
                elements.add(convert(element));
            }
            return new JsonArray(elements);
        }
        return scalar((YamlNode.Scalar) node);
    }

    private static String asciiName(String name, YamlNode node) throws YamlFaultException {
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= 0x20 && c <= 0x7e)) {
            throw fault(node, "a key that is not printable ASCII");
        }
        return name;
    }

    private static JsonValue scalar(YamlNode.Scalar scalar) throws YamlFaultException {
        String text = scalar.text();
        if (!scalar.plain()) {
            return string(scalar);
        }
        if (text.equals("true") || text.equals("false")) {
            return JsonBoolean.of(text.equals("true"));
        }
        if (INTEGER.matcher(text).matches() && !text.equals("-0")) {
            long value = Long.parseLong(text);
            if (Math.abs(value) > JsonValue.MAX_SAFE_INTEGER) {
                throw fault(scalar, "an integer outside +-(2^53-1)");
            }
            return new JsonInteger(value);
        }
        if (NUMBER_LIKE.matcher(text).matches() || WORD_LIKE.matcher(text).matches()) {
            throw fault(scalar, "a plain scalar that readers understand differently; quote it");
        }
        return string(scalar);
    }

    private static JsonString string(YamlNode.Scalar scalar) throws YamlFaultException {
        try {
            return new JsonString(scalar.text());
        } catch (IllegalArgumentException e) {
            throw fault(scalar, "half of a surrogate pair");
        }
    }

    private static YamlFaultException fault(YamlNode node, String message) {
        return new YamlFaultException(
                new YamlFault(YamlFault.Kind.SCALAR, node.line(), node.column(), message));
    }
}
