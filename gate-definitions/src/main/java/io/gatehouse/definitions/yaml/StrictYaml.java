package io.gatehouse.definitions.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Bytes to one tree of mappings, lists and scalars, with everything refused that two readers could
 * see differently: duplicate keys, anchors, aliases, merge keys, tags, directives, several
 * documents, bytes that are not UTF-8.
 *
 * <p>Limits keep hostile documents cheap: size, nesting and number of nodes. Stateless and
 * thread-safe.
 */
public final class StrictYaml {

    /** Greatest nesting; definitions use six levels, configurations about ten. */
    public static final int MAX_DEPTH = 40;

    private static final int MAX_NODES = 200_000;

    private static final Pattern NUMBERED = Pattern.compile(".*#[0-9]+", Pattern.DOTALL);

    private StrictYaml() {}

    /**
     * Reads one document.
     *
     * @param limit greatest number of bytes
     * @throws YamlFaultException when the bytes are not one strict document
     */
    public static YamlNode read(byte[] bytes, int limit) throws YamlFaultException {
        return read(bytes, limit, false);
    }

    /**
     * Reads one document as {@link #read(byte[], int)} does, but keeps keys that occur more than
     * once (ADR 0023): the n-th occurrence is the member {@code key#n}, in the order of the
     * document. For comparing two files, never for asking one of them for a value. A key that is
     * itself written as {@code key#n} is refused.
     *
     * @param limit greatest number of bytes
     * @throws YamlFaultException when the bytes are not one such document
     */
    public static YamlNode readConfiguration(byte[] bytes, int limit) throws YamlFaultException {
        return read(bytes, limit, true);
    }

    private static YamlNode read(byte[] bytes, int limit, boolean numbering)
            throws YamlFaultException {
        if (bytes.length > limit) {
            throw whole(YamlFault.Kind.TOO_LARGE, "larger than " + limit + " bytes");
        }
        String text = decode(bytes);
        LoadSettings settings =
                LoadSettings.builder().setUseMarks(true).setCodePointLimit(limit + 1).build();
        try {
            return new Reader(new Parse(settings).parseString(text).iterator(), numbering)
                    .document();
        } catch (MarkedYamlEngineException e) {
            // the library's message quotes the document: replaced, not passed on
            throw fault(YamlFault.Kind.SYNTAX, e.getProblemMark(), "not YAML");
        } catch (YamlEngineException e) {
            throw whole(YamlFault.Kind.SYNTAX, "not YAML");
        }
    }

    private static String decode(byte[] bytes) throws YamlFaultException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw whole(YamlFault.Kind.NOT_UTF8, "not UTF-8");
        }
        if (text.startsWith("\ufeff")) {
            throw whole(YamlFault.Kind.NOT_UTF8, "starts with a byte order mark");
        }
        return text;
    }

    private static YamlFaultException whole(YamlFault.Kind kind, String message) {
        return new YamlFaultException(new YamlFault(kind, 0, 0, message));
    }

    private static YamlFaultException fault(
            YamlFault.Kind kind, Optional<Mark> mark, String message) {
        int line = mark.map(Mark::getLine).orElse(-1) + 1;
        int column = mark.map(Mark::getColumn).orElse(-1) + 1;
        return new YamlFaultException(new YamlFault(kind, line, column, message));
    }

    private static YamlFaultException fault(YamlFault.Kind kind, Event event, String message) {
        return fault(kind, event.getStartMark(), message);
    }

    /** One reading; confined to the calling thread. */
    private static final class Reader {

        private final Iterator<Event> events;
        private final boolean numbering;
        private int nodes;

        Reader(Iterator<Event> events, boolean numbering) {
            this.events = events;
            this.numbering = numbering;
        }

        YamlNode document() throws YamlFaultException {
            events.next(); // stream start
            Event start = events.next();
            if (!(start instanceof DocumentStartEvent document)) {
                throw fault(YamlFault.Kind.EMPTY, start, "no document");
            }
            if (document.getSpecVersion().isPresent() || hasTags(document)) {
                throw fault(YamlFault.Kind.TAG, start, "a directive");
            }
            YamlNode root = node(events.next(), 0);
            events.next(); // document end
            Event end = events.next();
            if (end.getEventId() != Event.ID.StreamEnd) {
                // a second document would be read by nobody, or by the other reader only
                throw fault(YamlFault.Kind.SEVERAL_DOCUMENTS, end, "more than one document");
            }
            return root;
        }

        private static boolean hasTags(DocumentStartEvent document) {
            return document.getTags().keySet().stream()
                    .anyMatch(handle -> !handle.equals("!") && !handle.equals("!!"));
        }

        private YamlNode node(Event event, int depth) throws YamlFaultException {
            if (++nodes > MAX_NODES) {
                throw fault(
                        YamlFault.Kind.TOO_MANY_NODES, event, "more than " + MAX_NODES + " nodes");
            }
            if (depth > MAX_DEPTH) {
                throw fault(YamlFault.Kind.TOO_DEEP, event, "nested deeper than " + MAX_DEPTH);
            }
            if (event instanceof AliasEvent) {
                throw fault(YamlFault.Kind.ALIAS, event, "an alias");
            }
            if (event instanceof ScalarEvent scalar) {
                refuse(scalar.getAnchor(), scalar.getTag(), event);
                return new YamlNode.Scalar(
                        scalar.getValue(),
                        scalar.getScalarStyle() == ScalarStyle.PLAIN,
                        line(event),
                        column(event));
            }
            if (event instanceof SequenceStartEvent sequence) {
                refuse(sequence.getAnchor(), sequence.getTag(), event);
                return sequence(event, depth);
            }
            if (event instanceof MappingStartEvent mapping) {
                refuse(mapping.getAnchor(), mapping.getTag(), event);
                return mapping(event, depth);
            }
            throw fault(YamlFault.Kind.SYNTAX, event, "a value was expected");
        }

        private YamlNode sequence(Event start, int depth) throws YamlFaultException {
            List<YamlNode> elements = new ArrayList<>();
            for (Event next = events.next();
                    next.getEventId() != Event.ID.SequenceEnd;
                    next = events.next()) {
                elements.add(node(next, depth + 1));
            }
            return new YamlNode.Sequence(elements, line(start), column(start));
        }

        private YamlNode mapping(Event start, int depth) throws YamlFaultException {
            Map<String, YamlNode> members = new LinkedHashMap<>();
            Set<String> plain = new HashSet<>();
            Map<String, Integer> occurrences = new HashMap<>();
            for (Event next = events.next();
                    next.getEventId() != Event.ID.MappingEnd;
                    next = events.next()) {
                if (!(next instanceof ScalarEvent key)) {
                    throw fault(YamlFault.Kind.KEY_NOT_TEXT, next, "a key that is not text");
                }
                refuse(key.getAnchor(), key.getTag(), next);
                if (key.getValue().equals("<<")) {
                    throw fault(YamlFault.Kind.MERGE_KEY, next, "a merge key");
                }
                String name = name(key, occurrences);
                if (key.getScalarStyle() == ScalarStyle.PLAIN) {
                    plain.add(name);
                }
                members.put(name, node(events.next(), depth + 1));
            }
            return new YamlNode.Mapping(members, plain, line(start), column(start));
        }

        /**
         * The member's name; a second occurrence is refused, or numbered where both shall be kept.
         */
        private String name(ScalarEvent key, Map<String, Integer> occurrences)
                throws YamlFaultException {
            String text = key.getValue();
            if (numbering && NUMBERED.matcher(text).matches()) {
                // it could stand in for the second occurrence of a key that lost its own
                throw fault(YamlFault.Kind.NUMBERED_KEY, key, "a key that ends in # and a number");
            }
            int occurrence = occurrences.merge(text, 1, Integer::sum);
            if (occurrence == 1) {
                return text;
            }
            if (!numbering) {
                // one reader takes the first, another the last
                throw fault(YamlFault.Kind.DUPLICATE_KEY, key, "a key that occurs twice");
            }
            return text + "#" + occurrence;
        }

        private static void refuse(Optional<Anchor> anchor, Optional<String> tag, Event event)
                throws YamlFaultException {
            if (anchor.isPresent()) {
                throw fault(YamlFault.Kind.ANCHOR, event, "an anchor");
            }
            if (tag.isPresent()) {
                throw fault(YamlFault.Kind.TAG, event, "a tag");
            }
        }

        private static int line(Event event) {
            return event.getStartMark().map(Mark::getLine).orElse(-1) + 1;
        }

        private static int column(Event event) {
            return event.getStartMark().map(Mark::getColumn).orElse(-1) + 1;
        }
    }
}
