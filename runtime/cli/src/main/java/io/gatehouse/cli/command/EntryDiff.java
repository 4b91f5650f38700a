package io.gatehouse.cli.command;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Two entries of a decision log, member by member. */
final class EntryDiff {

    /** Members that differ between any two lines and say nothing to a person who compares. */
    private static final Set<String> SEALING =
            Set.of(
                    "approvals",
                    "journal",
                    "log",
                    "proposal",
                    "signature",
                    "signatures",
                    "timestamp");

    private EntryDiff() {}

    /** Rows of sign, member and value: {@code -} before, {@code +} now. */
    static List<List<String>> between(JsonObject before, JsonObject now) {
        Map<String, String> old = flat(before);
        Map<String, String> fresh = flat(now);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(fresh.keySet());
        List<List<String>> rows = new ArrayList<>();
        for (String name : names) {
            String was = old.get(name);
            String is = fresh.get(name);
            if (was != null && !was.equals(is)) {
                rows.add(List.of("-", name, was));
            }
            if (is != null && !is.equals(was)) {
                rows.add(List.of("+", name, is));
            }
        }
        return rows;
    }

    private static Map<String, String> flat(JsonObject entry) {
        Map<String, String> flat = new TreeMap<>();
        entry.members()
                .forEach(
                        (name, value) -> {
                            if (!SEALING.contains(name)) {
                                flatten(name, value, flat);
                            }
                        });
        return flat;
    }

    private static void flatten(String path, JsonValue value, Map<String, String> flat) {
        if (value instanceof JsonObject object && !object.names().isEmpty()) {
            object.members().forEach((name, member) -> flatten(path + "." + name, member, flat));
        } else {
            flat.put(path, CanonicalJson.text(value));
        }
    }
}
