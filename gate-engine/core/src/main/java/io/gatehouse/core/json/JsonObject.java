package io.gatehouse.core.json;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An immutable object whose members are kept in code-point order of their names.
 *
 * <p>Names are ASCII in everything that is signed ({@link CanonicalJson} refuses others), so the
 * order by UTF-16 unit (RFC 8785, 3.2.3) and the order by code point of the existing tools agree.
 */
public record JsonObject(SortedMap<String, JsonValue> members) implements JsonValue {

    public static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

    public JsonObject {
        members.forEach(
                (name, value) -> {
                    JsonString.requireWellFormed(name);
                    Objects.requireNonNull(value, name);
                });
        // In one pass where the order is the natural one already.
        TreeMap<String, JsonValue> copy =
                members.comparator() == null ? new TreeMap<>(members) : new TreeMap<>();
        if (members.comparator() != null) {
            copy.putAll(members);
        }
        members = Collections.unmodifiableSortedMap(copy);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An object of one member. */
    public static JsonObject of(String name, Object value) {
        return builder().put(name, value).build();
    }

    public Set<String> names() {
        return members.keySet();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** The member, or empty when there is none; a member that is null is present. */
    public Optional<JsonValue> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /** The member as text, or empty when it is absent or not a string. */
    public Optional<String> text(String name) {
        return find(name)
                .filter(JsonString.class::isInstance)
                .map(JsonString.class::cast)
                .map(JsonString::value);
    }

    /** The member as an integer, or empty when it is absent or not an integer. */
    public Optional<Long> integer(String name) {
        return find(name)
                .filter(JsonInteger.class::isInstance)
                .map(JsonInteger.class::cast)
                .map(JsonInteger::value);
    }

    /** The member as a boolean, or empty when it is absent or not a boolean. */
    public Optional<Boolean> flag(String name) {
        return find(name)
                .filter(JsonBoolean.class::isInstance)
                .map(JsonBoolean.class::cast)
                .map(JsonBoolean::value);
    }

    /** The member as an object, or empty when it is absent or not an object. */
    public Optional<JsonObject> object(String name) {
        return find(name).filter(JsonObject.class::isInstance).map(JsonObject.class::cast);
    }

    /** The member's elements, or an empty list when it is absent or not an array. */
    public List<JsonValue> array(String name) {
        return find(name)
                .filter(JsonArray.class::isInstance)
                .map(JsonArray.class::cast)
                .map(JsonArray::values)
                .orElse(List.of());
    }

    /** The member as text; for values that this program wrote itself and so must be there. */
    public String requireText(String name) {
        return text(name)
                .orElseThrow(() -> new IllegalArgumentException("no text member '" + name + "'"));
    }

    /** A copy with one member set. */
    public JsonObject with(String name, Object value) {
        return builder().putAll(this).put(name, value).build();
    }

    /** A copy without the named members. */
    public JsonObject without(String... names) {
        TreeMap<String, JsonValue> copy = new TreeMap<>(members);
        for (String name : names) {
            copy.remove(name);
        }
        return new JsonObject(copy);
    }

    @Override
    public int depth() {
        return 1 + members.values().stream().mapToInt(JsonValue::depth).max().orElse(0);
    }

    /** Collects members; a name given twice is a programming error and refused. */
    public static final class Builder {
        private final Map<String, JsonValue> members = new TreeMap<>();

        private Builder() {}

        public Builder put(String name, Object value) {
            members.put(name, JsonValue.of(value));
            return this;
        }

        public Builder putAll(JsonObject other) {
            members.putAll(other.members());
            return this;
        }

        public JsonObject build() {
            return new JsonObject(new TreeMap<>(members));
        }
    }
}
