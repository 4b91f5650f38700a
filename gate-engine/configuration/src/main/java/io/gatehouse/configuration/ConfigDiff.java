package io.gatehouse.configuration;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What differs between two configurations, by path, in the order of the paths.
 *
 * <p>Lists are compared place by place: an element put in front changes every place behind it. That
 * reports more than a person would, never less. Comments, order of keys and quoting that changes no
 * value are no differences.
 */
public record ConfigDiff(List<Change> changes) {

    /** How a path differs. */
    public enum Kind {
        ADDED('+'),
        REMOVED('-'),
        CHANGED('~');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }
    }

    /**
     * One path that differs.
     *
     * @param before what may be shown of the value, masked where it looks secret; empty when added
     * @param after the same of the new value; empty when removed
     */
    public record Change(Kind kind, String path, Optional<String> before, Optional<String> after) {

        @Override
        public String toString() {
            String values =
                    before.isPresent() && after.isPresent()
                            ? before.get() + " -> " + after.get()
                            : before.or(() -> after).orElse("");
            return kind.sign + " " + Masking.printable(path) + ": " + values;
        }
    }

    public ConfigDiff {
        changes = List.copyOf(changes);
    }

    public static ConfigDiff between(ConfigTree before, ConfigTree after) {
        TreeSet<String> paths = new TreeSet<>(before.leaves().keySet());
        paths.addAll(after.leaves().keySet());
        List<Change> changes = new ArrayList<>();
        for (String path : paths) {
            Optional<ConfigValue> old = before.find(path);
            Optional<ConfigValue> now = after.find(path);
            if (!old.equals(now)) {
                Kind kind =
                        old.isEmpty() ? Kind.ADDED : now.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
                changes.add(
                        new Change(
                                kind,
                                path,
                                old.map(value -> Masking.shown(path, value)),
                                now.map(value -> Masking.shown(path, value))));
            }
        }
        return new ConfigDiff(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The changes that lie under none of the allowed paths. */
    public List<Change> outside(Collection<String> allowed) {
        return changes.stream()
                .filter(change -> !ConfigPath.isWithin(change.path(), allowed))
                .toList();
    }

    /** One line per change: sign, path, values; fit for a terminal. */
    public List<String> lines() {
        return changes.stream().map(Change::toString).toList();
    }

    /**
     * The changes as {@code [{path, kind, before?, after?}]}; paths outside ASCII are values here.
     */
    public JsonArray toJson() {
        return new JsonArray(changes.stream().<JsonValue>map(ConfigDiff::toJson).toList());
    }

    private static JsonObject toJson(Change change) {
        JsonObject.Builder builder =
                JsonObject.builder()
                        .put("path", change.path())
                        .put("kind", change.kind().name().toLowerCase(Locale.ROOT));
        change.before().ifPresent(text -> builder.put("before", text));
        change.after().ifPresent(text -> builder.put("after", text));
        return builder.build();
    }
}
