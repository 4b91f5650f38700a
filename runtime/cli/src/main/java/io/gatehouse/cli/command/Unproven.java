package io.gatehouse.cli.command;

import io.gatehouse.audit.fsck.NotChecked;
import io.gatehouse.cli.Messages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What was not checked, in the reader's language: one line for each kind, with count and places.
 */
final class Unproven {

    private Unproven() {}

    /** The lines by kind, in the order of the kinds. */
    static Map<NotChecked.Kind, String> lines(Collection<NotChecked> all, Messages messages) {
        Map<NotChecked.Kind, List<NotChecked>> kinds = new EnumMap<>(NotChecked.Kind.class);
        all.forEach(n -> kinds.computeIfAbsent(n.kind(), k -> new ArrayList<>()).add(n));
        Map<NotChecked.Kind, String> lines = new EnumMap<>(NotChecked.Kind.class);
        kinds.forEach(
                (kind, some) -> {
                    TreeSet<String> places = new TreeSet<>();
                    some.forEach(n -> places.add(n.place()));
                    lines.put(
                            kind,
                            messages.text(
                                    "unchecked." + kind,
                                    some.stream().mapToLong(NotChecked::count).sum(),
                                    String.join(", ", places)));
                });
        return lines;
    }

    /** The whole list, each in English as it was noted. */
    static List<String> all(Collection<NotChecked> all) {
        return all.stream().map(NotChecked::toString).toList();
    }
}
