package io.gatehouse.configuration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** A list or a mapping whose end has not been read. For one thread. */
final class OpenNode {
    final boolean mapping;
    final String path;
    final int line;
    final int column;
    final Map<String, Integer> keys = new HashMap<>();
    final List<ConfigNode.Member> members = new ArrayList<>();
    final List<ConfigNode> elements = new ArrayList<>();
    Optional<ScalarEvent> key = Optional.empty();
    String pending = "";
    int size;

    OpenNode(boolean mapping, String path, Event start) {
        this.mapping = mapping;
        this.path = path;
        this.line = ConfigParser.line(start);
        this.column = ConfigParser.column(start);
    }

    /** Whether a mapping waits for a key rather than for a value. */
    boolean wantsKey() {
        return mapping && key.isEmpty();
    }

    void add(ConfigNode value) {
        if (!mapping) {
            elements.add(value);
            return;
        }
        ScalarEvent name = key.orElseThrow();
        members.add(
                new ConfigNode.Member(
                        name.getValue(),
                        keys.get(name.getValue()),
                        ConfigParser.line(name),
                        ConfigParser.column(name),
                        value));
        key = Optional.empty();
    }

    ConfigNode node() {
        return mapping
                ? ConfigNode.Mapping.of(path, line, column, members)
                : new ConfigNode.Sequence(path, line, column, elements);
    }
}
