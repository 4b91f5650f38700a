package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode;
import io.gatehouse.configuration.ConfigNode.Mapping;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keys that nobody reads and that look like one that somebody does. */
final class SpellingCheck implements ConfigCheck {

    static final ConfigCode MISSPELT =
            ConfigCode.ours(
                    "key_misspelt",
                    "An unknown key looks like a known one; the trading system ignores it without a word.",
                    "write the known key, or rename your own so that it is not taken for it");

    @Override
    public String name() {
        return "spelling";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(MISSPELT);
    }

    @Override
    public void run(Examination file) {
        KnownKeys.SECTIONS.forEach(
                (place, known) -> at(file, file.root(), place.split("\\."), 0, known));
    }

    /** Walks down a place in which {@code *} stands for every key and {@code []} for elements. */
    private static void at(
            Examination file, ConfigNode node, String[] place, int depth, Set<String> known) {
        if (depth == place.length || place[depth].isEmpty()) {
            if (node instanceof Mapping mapping) {
                keys(file, mapping, known);
            }
        } else if (place[depth].equals("[]")) {
            if (node instanceof ConfigNode.Sequence sequence) {
                sequence.elements().forEach(e -> at(file, e, place, depth + 1, known));
            }
        } else if (node instanceof Mapping mapping) {
            for (ConfigNode.Member member : mapping.members()) {
                if (place[depth].equals("*") || place[depth].equals(member.name())) {
                    at(file, member.value(), place, depth + 1, known);
                }
            }
        }
    }

    private static void keys(Examination file, Mapping mapping, Set<String> known) {
        for (ConfigNode.Member member : mapping.members()) {
            if (!known.contains(member.name())) {
                nearest(member.name(), known)
                        .ifPresent(
                                meant ->
                                        file.find(
                                                MISSPELT,
                                                member.value().path(),
                                                member.line(),
                                                member.column(),
                                                member.name(),
                                                "did you mean " + meant + "?"));
            }
        }
    }

    /** The known key at the least distance: one edit for short keys, two from eight letters on. */
    private static Optional<String> nearest(String key, Set<String> known) {
        String best = "";
        int least = key.length() < 4 ? 0 : key.length() < 8 ? 1 : 2;
        for (String candidate : known) {
            if (Math.abs(candidate.length() - key.length()) > least) {
                continue;
            }
            int distance = EditDistance.between(key, candidate);
            boolean nearer =
                    distance < least
                            || (distance == least
                                    && (best.isEmpty() || candidate.compareTo(best) < 0));
            if (distance > 0 && nearer) {
                best = candidate;
                least = distance;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }
}
