package io.gatehouse.audit.compat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A schema from a file, by the keywords of JSON Schema draft-07 that {@code decision_log_v2.json}
 * uses.
 *
 * <p>A keyword that is not known here ends the run as "not reproduced": to overlook one would
 * accept what the existing tool refuses. {@code format} is known and does nothing, as there.
 */
final class FileSchema implements CompatSchema {

    private static final Set<String> SILENT =
            Set.of("$schema", "$id", "title", "description", "format", "$comment", "examples");
    private static final Set<String> JUDGED =
            Set.of(
                    "type",
                    "required",
                    "properties",
                    "additionalProperties",
                    "minLength",
                    "minProperties",
                    "pattern",
                    "anyOf");

    private final CompatValue.Dict schema;

    private FileSchema(CompatValue.Dict schema) {
        this.schema = schema;
    }

    /**
     * A schema.
     *
     * @throws CompatFailure NOT_REPRODUCED for keywords that are not known here
     */
    static FileSchema of(CompatValue.Dict schema) throws CompatFailure {
        requireKnown(schema, 0);
        return new FileSchema(schema);
    }

    private static void requireKnown(CompatValue.Dict schema, int depth) throws CompatFailure {
        if (depth > 32) {
            throw unknown("nesting");
        }
        for (Map.Entry<String, CompatValue> member : schema.members().entrySet()) {
            String keyword = member.getKey();
            CompatValue value = member.getValue();
            if (SILENT.contains(keyword)) {
                continue;
            }
            if (!JUDGED.contains(keyword) || !hasForm(keyword, value)) {
                throw unknown(keyword);
            }
            if (keyword.equals("properties") && value instanceof CompatValue.Dict properties) {
                for (CompatValue property : properties.members().values()) {
                    requireKnown((CompatValue.Dict) property, depth + 1);
                }
            } else if (keyword.equals("additionalProperties")
                    && value instanceof CompatValue.Dict additional) {
                requireKnown(additional, depth + 1);
            } else if (value instanceof CompatValue.Items alternatives && keyword.equals("anyOf")) {
                for (CompatValue alternative : alternatives.values()) {
                    requireKnown((CompatValue.Dict) alternative, depth + 1);
                }
            }
        }
    }

    private static boolean hasForm(String keyword, CompatValue value) {
        return switch (keyword) {
            case "type" ->
                    value instanceof CompatValue.Text text
                            && Set.of("object", "string", "number", "boolean", "null", "array")
                                    .contains(text.value());
            case "required" ->
                    value instanceof CompatValue.Items items
                            && items.values().stream().allMatch(CompatValue.Text.class::isInstance);
            case "anyOf" ->
                    value instanceof CompatValue.Items items
                            && !items.values().isEmpty()
                            && items.values().stream().allMatch(CompatValue.Dict.class::isInstance);
            case "properties" ->
                    value instanceof CompatValue.Dict dict
                            && dict.members().values().stream()
                                    .allMatch(CompatValue.Dict.class::isInstance);
            case "additionalProperties" ->
                    value instanceof CompatValue.Dict || value instanceof CompatValue.Bool;
            case "minLength", "minProperties" ->
                    value instanceof CompatValue.Int n
                            && n.value().signum() >= 0
                            && n.value().bitLength() < 31;
            // Any other pattern might mean something else in Java than in Python, or never end.
            case "pattern" ->
                    value instanceof CompatValue.Text text
                            && text.value().equals(SIGNATURE.pattern());
            default -> false;
        };
    }

    private static CompatFailure unknown(String keyword) {
        return new CompatFailure(CompatReason.NOT_REPRODUCED, "schema keyword " + keyword);
    }

    @Override
    public Optional<String> violation(CompatValue.Dict entry) {
        return violation(schema, entry, "$");
    }

    private static Optional<String> violation(
            CompatValue.Dict schema, CompatValue value, String at) {
        boolean here =
                schema.text("type").filter(type -> !isOfType(type, value)).isPresent()
                        || isTooShort(schema, value)
                        || !fitsPattern(schema, value)
                        || !fitsOne(schema, value, at);
        if (here) {
            return Optional.of(at);
        }
        return value instanceof CompatValue.Dict object
                ? inObject(schema, object, at)
                : Optional.empty();
    }

    private static Optional<String> inObject(
            CompatValue.Dict schema, CompatValue.Dict object, String at) {
        if (schema.get("required") instanceof CompatValue.Items required) {
            for (String name : PythonText.words(required, true)) {
                if (object.find(name).isEmpty()) {
                    return Optional.of(at);
                }
            }
        }
        CompatValue.Dict properties = schema.dict("properties").orElse(CompatValue.Dict.EMPTY);
        for (Map.Entry<String, CompatValue> member : object.members().entrySet()) {
            CompatValue judge =
                    properties
                            .find(member.getKey())
                            .orElseGet(() -> schema.get("additionalProperties"));
            String place = CompatSchema.place(at, member.getKey());
            if (judge instanceof CompatValue.Bool allowed && !allowed.value()) {
                return Optional.of(at);
            }
            if (judge instanceof CompatValue.Dict inner) {
                Optional<String> found = violation(inner, member.getValue(), place);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOfType(String type, CompatValue value) {
        return switch (type) {
            case "object" -> value instanceof CompatValue.Dict;
            case "array" -> value instanceof CompatValue.Items;
            case "string" -> value instanceof CompatValue.Text;
            case "boolean" -> value instanceof CompatValue.Bool;
            case "number" -> value instanceof CompatValue.Int || value instanceof CompatValue.Real;
            default -> value.isNull();
        };
    }

    private static boolean isTooShort(CompatValue.Dict schema, CompatValue value) {
        if (value instanceof CompatValue.Text text) {
            int length = text.value().codePointCount(0, text.value().length());
            return length < atLeast(schema, "minLength");
        }
        return value instanceof CompatValue.Dict dict
                && dict.members().size() < atLeast(schema, "minProperties");
    }

    private static int atLeast(CompatValue.Dict schema, String keyword) {
        return schema.get(keyword) instanceof CompatValue.Int n ? n.value().intValue() : 0;
    }

    private static boolean fitsPattern(CompatValue.Dict schema, CompatValue value) {
        return schema.find("pattern").isEmpty()
                || !(value instanceof CompatValue.Text text)
                || SIGNATURE.matcher(text.value()).find();
    }

    private static boolean fitsOne(CompatValue.Dict schema, CompatValue value, String at) {
        return !(schema.get("anyOf") instanceof CompatValue.Items any)
                || any.values().stream()
                        .anyMatch(s -> violation((CompatValue.Dict) s, value, at).isEmpty());
    }
}
