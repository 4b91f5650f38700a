package io.gatehouse.core.json;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * An immutable object whose members are kept in code-point order of their names.
 *
 * <p>Names are ASCII in everything that is signed ({@link CanonicalJson} refuses others), so the
 * order by UTF-16 unit (RFC 8785, 3.2.3) and the order by code point of the existing tools agree.
 */
public record JsonObject(SortedMap<String, JsonValue> members) implements JsonValue {

    public static final JsonObject EMPTY = new JsonObject(new TreeMap<>());

    public JsonObject {
        members = SortedMembers.copyOf(members);
    }

    /**
     * An object of some members of two arrays, which are copied.
     *
     * @param from of the first member in both arrays
     * @param to of what follows upon the last
     * @throws IllegalArgumentException unless each name is greater than the one before it
     */
    public static JsonObject ofRising(String[] names, JsonValue[] values, int from, int to) {
        return new JsonObject(SortedMembers.of(names, values, from, to));
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

    /** Whether a condition holds for every member; asked in the order of the names. */
    public boolean all(BiPredicate<String, JsonValue> condition) {
        return ((SortedMembers) members).all(condition);
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
        return members.get(name) instanceof JsonString found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    /** The member as an integer, or empty when it is absent or not an integer. */
    public Optional<Long> integer(String name) {
        return members.get(name) instanceof JsonInteger found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    /** The member as a boolean, or empty when it is absent or not a boolean. */
    public Optional<Boolean> flag(String name) {
        return members.get(name) instanceof JsonBoolean found
                ? Optional.of(found.value())
                : Optional.empty();
    }

    /** The member as an object, or empty when it is absent or not an object. */
    public Optional<JsonObject> object(String name) {
        return members.get(name) instanceof JsonObject found
                ? Optional.of(found)
                : Optional.empty();
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
        return new JsonObject(((SortedMembers) members).without(names));
    }

    @Override
    public int depth() {
        return 1 + members.values().stream().mapToInt(JsonValue::depth).max().orElse(0);
    }

    /** Collects members; of a name that is given twice the later value counts. */
    public static final class Builder {
        private final SortedMembers.Collector members = new SortedMembers.Collector();

        private Builder() {}

        public Builder put(String name, Object value) {
            members.put(name, JsonValue.of(value));
            return this;
        }

        public Builder putAll(JsonObject other) {
            other.members().forEach(members::put);
            return this;
        }

        public JsonObject build() {
            return new JsonObject(members.members());
        }
    }
}
