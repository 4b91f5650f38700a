package io.gatehouse.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A part of a configuration with its path and its place in the file. Immutable. */
public sealed interface ConfigNode {

    /** As {@link ConfigPath} writes it; empty for the whole document. */
    String path();

    /** Line of the value's first character, from 1. */
    int line();

    /** Column of the value's first character, from 1. */
    int column();

    /** What kind of node it is, for people. */
    default String kind() {
        if (this instanceof Mapping) {
            return "a mapping";
        }
        return this instanceof Sequence ? "a list" : "a scalar";
    }

    /**
     * A key and its value.
     *
     * @param occurrence 1, or more for a key that stood in the mapping before
     * @param line of the key, from 1
     * @param column of the key, from 1
     */
    record Member(String name, int occurrence, int line, int column, ConfigNode value) {}

    /**
     * Members in the order of the document, repeated keys included.
     *
     * @param last the member that the trading system's reader sees: the last of a repeated key
     */
    record Mapping(
            String path, int line, int column, List<Member> members, Map<String, Member> last)
            implements ConfigNode {
        public Mapping {
            members = List.copyOf(members);
            last = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(last));
        }

        static Mapping of(String path, int line, int column, List<Member> members) {
            Map<String, Member> last = new LinkedHashMap<>();
            members.forEach(member -> last.put(member.name(), member));
            return new Mapping(path, line, column, members, last);
        }

        /** The value that the trading system's reader sees under a key. */
        public Optional<ConfigNode> find(String name) {
            return Optional.ofNullable(last.get(name)).map(Member::value);
        }
    }

    /** Elements in order. */
    record Sequence(String path, int line, int column, List<ConfigNode> elements)
            implements ConfigNode {
        public Sequence {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A text whose meaning is the reader's.
     *
     * @param plain whether it was written without quotes and not as a block
     */
    record Scalar(String path, int line, int column, String text, boolean plain)
            implements ConfigNode {

        /** Whether every version of YAML reads it as nothing. */
        public boolean isNothing() {
            return plain
                    && (text.isEmpty()
                            || text.equals("~")
                            || text.equals("null")
                            || text.equals("Null")
                            || text.equals("NULL"));
        }
    }
}
