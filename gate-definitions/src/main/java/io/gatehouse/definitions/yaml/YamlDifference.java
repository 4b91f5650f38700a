package io.gatehouse.definitions.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Where two documents differ.
 *
 * <p>Comments, layout and the order of keys do not count; the order of lists does. Two scalars are
 * equal when every reader takes them for the same value: the same text written in the same way, or
 * a word that no version of YAML reads as anything but text. {@code 1.0} and {@code 1.00} differ,
 * and so do {@code 1} and {@code "1"}: the stricter answer costs an edit, the laxer one could cost
 * an order.
 */
public final class YamlDifference {

    /** Plain text for YAML 1.1 and 1.2 alike. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_/. -]*");

    private static final Pattern NOT_A_WORD =
            Pattern.compile("y|n|yes|no|on|off|true|false|null", Pattern.CASE_INSENSITIVE);

    private YamlDifference() {}

    /**
     * The places that differ and lie under none of the given paths, in document order.
     *
     * @param listed paths of names; everything under one may differ
     */
    public static List<String> outside(YamlNode before, YamlNode after, List<List<String>> listed) {
        List<String> found = new ArrayList<>();
        walk(before, after, new ArrayList<>(), listed, found);
        return found;
    }

    private static void walk(
            YamlNode before,
            YamlNode after,
            List<String> path,
            List<List<String>> listed,
            List<String> found) {
        if (listed.contains(path)) {
            return;
        }
        if (before instanceof YamlNode.Mapping a && after instanceof YamlNode.Mapping b) {
            mappings(a, b, path, listed, found);
        } else if (before instanceof YamlNode.Sequence a && after instanceof YamlNode.Sequence b) {
            sequences(a, b, path, listed, found);
        } else if (!(before instanceof YamlNode.Scalar a
                && after instanceof YamlNode.Scalar b
                && same(a, b))) {
            found.add(show(path));
        }
    }

    private static void mappings(
            YamlNode.Mapping before,
            YamlNode.Mapping after,
            List<String> path,
            List<List<String>> listed,
            List<String> found) {
        TreeSet<String> names = new TreeSet<>(before.members().keySet());
        names.addAll(after.members().keySet());
        for (String name : names) {
            path.add(name);
            YamlNode a = before.members().get(name);
            YamlNode b = after.members().get(name);
            boolean otherKey =
                    !isWord(name) && before.plain().contains(name) != after.plain().contains(name);
            if (a != null && b != null && otherKey && !listed.contains(path)) {
                found.add(show(path));
            } else if (a != null && b != null) {
                walk(a, b, path, listed, found);
            } else {
                alone(a != null ? a : b, path, listed, found);
            }
            path.remove(path.size() - 1);
        }
    }

    /** A part that stands on one side: it may hold a listed path and nothing besides. */
    private static void alone(
            YamlNode node, List<String> path, List<List<String>> listed, List<String> found) {
        if (listed.contains(path)) {
            return;
        }
        boolean leads = listed.stream().anyMatch(l -> startsWith(l, path));
        if (leads && node instanceof YamlNode.Mapping mapping && !mapping.members().isEmpty()) {
            for (Map.Entry<String, YamlNode> member : mapping.members().entrySet()) {
                path.add(member.getKey());
                alone(member.getValue(), path, listed, found);
                path.remove(path.size() - 1);
            }
        } else {
            found.add(show(path));
        }
    }

    private static boolean startsWith(List<String> path, List<String> prefix) {
        return path.size() > prefix.size() && path.subList(0, prefix.size()).equals(prefix);
    }

    private static void sequences(
            YamlNode.Sequence before,
            YamlNode.Sequence after,
            List<String> path,
            List<List<String>> listed,
            List<String> found) {
        if (before.elements().size() != after.elements().size()) {
            found.add(show(path));
            return;
        }
        for (int i = 0; i < before.elements().size(); i++) {
            path.add("[" + i + "]");
            walk(before.elements().get(i), after.elements().get(i), path, listed, found);
            path.remove(path.size() - 1);
        }
    }

    private static boolean same(YamlNode.Scalar before, YamlNode.Scalar after) {
        if (!before.text().equals(after.text())) {
            return false;
        }
        return before.plain() == after.plain() || isWord(before.text());
    }

    private static boolean isWord(String text) {
        return WORD.matcher(text).matches() && !NOT_A_WORD.matcher(text).matches();
    }

    private static String show(List<String> path) {
        String text = String.join(".", path).replace(".[", "[");
        return text.isEmpty() ? "(whole document)" : text;
    }
}
