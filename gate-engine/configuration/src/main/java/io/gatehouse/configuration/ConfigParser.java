package io.gatehouse.configuration;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * YAML events to nodes and leaves, without recursion: nesting costs no stack. For one text and one
 * thread.
 */
final class ConfigParser {

    /** Carries a fault to {@link ConfigTree#read}. */
    static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient ConfigFault fault;

        Fault(ConfigFault.Kind kind, int line, String message) {
            super(message, null, false, false);
            this.fault = new ConfigFault(kind, line, message);
        }

        ConfigFault fault() {
            return fault;
        }
    }

    private final String text;
    private final TreeMap<String, ConfigValue> leaves = new TreeMap<>();
    private final Deque<OpenNode> open = new ArrayDeque<>();
    private final List<ConfigTree.Duplicate> duplicates = new ArrayList<>();
    private Optional<ConfigNode.Mapping> root = Optional.empty();
    private int documents;
    private int nodes;

    ConfigParser(String text) {
        this.text = text;
    }

    ConfigReading.Parsed read() {
        LoadSettings settings =
                LoadSettings.builder()
                        .setCodePointLimit(ConfigTree.LARGEST)
                        .setParseComments(false)
                        .build();
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                accept(event);
            }
        } catch (MarkedYamlEngineException e) {
            // The parser's own message quotes the input, which may hold a secret.
            throw new Fault(
                    ConfigFault.Kind.SYNTAX,
                    e.getProblemMark().map(m -> m.getLine() + 1).orElse(0),
                    "not YAML");
        } catch (YamlEngineException e) {
            throw new Fault(ConfigFault.Kind.SYNTAX, 0, "not YAML");
        }
        return new ConfigReading.Parsed(
                new ConfigTree(leaves, duplicates),
                root.orElseThrow(
                        () -> new Fault(ConfigFault.Kind.NO_DOCUMENT, 0, "the file is empty")));
    }

    private void accept(Event event) {
        if (event instanceof DocumentStartEvent && ++documents > 1) {
            throw new Fault(
                    ConfigFault.Kind.SEVERAL_DOCUMENTS, line(event), "more than one document");
        }
        if (event instanceof NodeEvent node) {
            refuseIndirection(node);
            if (++nodes > ConfigTree.MAX_NODES) {
                throw new Fault(
                        ConfigFault.Kind.TOO_LARGE,
                        line(event),
                        "more than " + ConfigTree.MAX_NODES + " keys and values");
            }
        }
        if (event instanceof ScalarEvent scalar) {
            scalar(scalar);
        } else if (event instanceof CollectionStartEvent start) {
            start(start);
        } else if (event instanceof CollectionEndEvent) {
            end();
        }
    }

    /** Nine lines of aliases can stand for a billion values: none is ever followed. */
    private static void refuseIndirection(NodeEvent node) {
        if (node instanceof AliasEvent || node.getAnchor().isPresent()) {
            throw new Fault(ConfigFault.Kind.ALIAS, line(node), "an anchor or an alias");
        }
        Optional<String> tag = Optional.empty();
        if (node instanceof ScalarEvent scalar) {
            tag = scalar.getTag();
        } else if (node instanceof CollectionStartEvent start) {
            tag = start.getTag();
        }
        if (tag.isPresent()) {
            throw new Fault(ConfigFault.Kind.TAG, line(node), "an explicit tag");
        }
    }

    private void scalar(ScalarEvent event) {
        // An escape can spell half a surrogate pair, which has no bytes and so no digest.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(event.getValue())) {
            throw new Fault(ConfigFault.Kind.SYNTAX, line(event), "half of a surrogate pair");
        }
        OpenNode frame = open.peek();
        if (frame == null) {
            throw new Fault(
                    ConfigFault.Kind.NOT_A_MAPPING, line(event), "the document is not a mapping");
        }
        if (frame.wantsKey()) {
            key(frame, event);
            return;
        }
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
        String path = nextPath(frame);
        leaves.put(path, ConfigValue.scalar(event.getValue(), plain, line(event)));
        frame.add(new ConfigNode.Scalar(path, line(event), column(event), event.getValue(), plain));
    }

    private void key(OpenNode frame, ScalarEvent event) {
        String key = event.getValue();
        if (key.equals("<<")) {
            throw new Fault(ConfigFault.Kind.MERGE_KEY, line(event), "a merge key");
        }
        if (key.isEmpty()) {
            throw new Fault(ConfigFault.Kind.KEY_FORM, line(event), "an empty key");
        }
        int occurrence = frame.keys.merge(key, 1, Integer::sum);
        frame.key = Optional.of(event);
        frame.pending = ConfigPath.child(frame.path, key, occurrence);
        if (occurrence > 1) {
            duplicates.add(new ConfigTree.Duplicate(frame.pending, line(event), column(event)));
        }
    }

    private void start(CollectionStartEvent event) {
        boolean mapping = event instanceof MappingStartEvent;
        OpenNode frame = open.peek();
        if (frame == null && !mapping) {
            throw new Fault(
                    ConfigFault.Kind.NOT_A_MAPPING, line(event), "the document is not a mapping");
        }
        if (frame != null && frame.wantsKey()) {
            throw new Fault(
                    ConfigFault.Kind.KEY_FORM, line(event), "a key that is a list or a mapping");
        }
        if (open.size() >= ConfigTree.MAX_DEPTH) {
            throw new Fault(
                    ConfigFault.Kind.TOO_DEEP,
                    line(event),
                    "nested deeper than " + ConfigTree.MAX_DEPTH);
        }
        open.push(new OpenNode(mapping, frame == null ? "" : nextPath(frame), event));
    }

    private void end() {
        OpenNode frame = open.pop();
        if (frame.members.isEmpty() && frame.elements.isEmpty() && !frame.path.isEmpty()) {
            leaves.put(
                    frame.path,
                    new ConfigValue(
                            frame.mapping
                                    ? ConfigValue.Kind.EMPTY_MAPPING
                                    : ConfigValue.Kind.EMPTY_LIST,
                            frame.mapping ? "{}" : "[]",
                            frame.line));
        }
        ConfigNode node = frame.node();
        if (open.isEmpty()) {
            root = Optional.of((ConfigNode.Mapping) node);
        } else {
            open.peek().add(node);
        }
    }

    private static String nextPath(OpenNode frame) {
        return frame.mapping ? frame.pending : ConfigPath.element(frame.path, frame.size++);
    }

    static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    static int column(Event event) {
        return event.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
    }
}
