package io.gatehouse.definitions.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a YAML document with its place.
 *
 * <p>Scalars keep their text and whether they were quoted: what a plain scalar means differs
 * between YAML 1.1 and 1.2 readers, so nothing is resolved here.
 */
public sealed interface YamlNode {

    /** Line of the first character, from 1. */
    int line();

    /** Column of the first character, from 1. */
    int column();

    /** What kind of node it is, for people. */
    default String kind() {
        if (this instanceof Mapping) {
            return "a mapping";
        }
        return this instanceof Sequence ? "a list" : "a scalar";
    }

    /**
     * Members in the order of the document; names are unique.
     *
     * @param plain the names that were written without quotes: some readers take {@code yes} or
     *     {@code 1} there for something else than text
     */
    record Mapping(Map<String, YamlNode> members, Set<String> plain, int line, int column)
            implements YamlNode {
        public Mapping {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            plain = Set.copyOf(plain);
        }
    }

    /** Elements in order. */
    record Sequence(List<YamlNode> elements, int line, int column) implements YamlNode {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A text whose meaning is the reader's.
     *
     * @param plain whether it was written without quotes and not as a block
     */
    record Scalar(String text, boolean plain, int line, int column) implements YamlNode {}
}
