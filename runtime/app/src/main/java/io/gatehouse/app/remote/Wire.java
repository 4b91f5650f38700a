package io.gatehouse.app.remote;

import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.Journal.Recorded;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.SignedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What travels between a person's process and the one that serves: signed commands one way,
 * outcomes and events the other. Reading is strict: an unknown member is refused. Stateless.
 */
public final class Wire {

    private static final SortedMap<String, Class<? extends Record>> COMMANDS = commands();

    private Wire() {}

    private static SortedMap<String, Class<? extends Record>> commands() {
        TreeMap<String, Class<? extends Record>> commands = new TreeMap<>();
        Arrays.stream(Command.class.getPermittedSubclasses())
                .flatMap(kind -> Stream.of(kind.getPermittedSubclasses()))
                .forEach(type -> commands.put(Command.nameOf(type), type.asSubclass(Record.class)));
        return Collections.unmodifiableSortedMap(commands);
    }

    /** A person's command, taken out of what the person signed. */
    public record Signed(Command command, SignedStatement statement) {

        /** By what the very request is recognised: statement and signature, to the last bit. */
        public Digest digest() {
            return Digest.of(encode(statement));
        }
    }

    /** The body of a request. */
    public static JsonObject encode(SignedStatement signed) {
        return JsonObject.builder()
                .put("statement", signed.statement())
                .put("signature", signed.signature())
                .build();
    }

    /**
     * The command in the body of a request. Nothing about it is proven yet: the engine verifies the
     * signature.
     */
    public static Signed decodeSigned(JsonObject body) throws WireFault {
        requireMembers(body, Set.of("statement", "signature"));
        JsonObject statement = object(body, "statement");
        JsonObject command = object(statement, "command");
        String name = text(command, "command");
        Class<? extends Record> shape = COMMANDS.get(name);
        if (shape == null) {
            throw new WireFault(WireFault.Kind.UNKNOWN_COMMAND, "there is no such command");
        }
        if (Command.OfEngine.class.isAssignableFrom(shape)) {
            // Outcomes and time are the engine's own to state, whoever signs them.
            throw new WireFault(WireFault.Kind.ENGINE_COMMAND, name + " is the engine's alone");
        }
        try {
            return new Signed(
                    (Command) RecordCodec.decode(command.without("command"), shape),
                    new SignedStatement(
                            new PersonId(text(statement, "person")),
                            new KeyId(text(statement, "key")),
                            statement,
                            text(body, "signature")));
        } catch (CodecFault e) {
            throw new WireFault(WireFault.Kind.MALFORMED, e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new WireFault(WireFault.Kind.MALFORMED, "a name that cannot be one");
        }
    }

    public static JsonObject encode(Handled handled) {
        return JsonObject.builder()
                .put("outcome", encode(handled.outcome()))
                .put("followed", handled.followed().stream().map(Wire::encode).toList())
                .build();
    }

    public static Handled decodeHandled(JsonObject value) throws WireFault {
        return new Handled(
                decodeOutcome(object(value, "outcome")), decodeOutcomes(value, "followed"));
    }

    /** The outcomes in a member that is an array of them. */
    public static List<Outcome> decodeOutcomes(JsonObject value, String member) throws WireFault {
        List<Outcome> outcomes = new ArrayList<>();
        for (JsonValue each : value.array(member)) {
            if (!(each instanceof JsonObject outcome)) {
                throw new WireFault(WireFault.Kind.MALFORMED, member + ": not an object");
            }
            outcomes.add(decodeOutcome(outcome));
        }
        return outcomes;
    }

    public static JsonObject encode(Outcome outcome) {
        JsonObject.Builder json =
                JsonObject.builder()
                        .put("admitted", outcome.isAdmitted())
                        .put("findings", findings(outcome.findings()))
                        .put("events", outcome.events().stream().map(Wire::encode).toList())
                        .put("journal", encode(outcome.position()));
        outcome.refusal().ifPresent(reason -> json.put("reason", reason.name()));
        return json.build();
    }

    private static Outcome decodeOutcome(JsonObject value) throws WireFault {
        requireMembers(
                value.without("reason"), Set.of("admitted", "findings", "events", "journal"));
        boolean admitted =
                value.flag("admitted")
                        .orElseThrow(() -> new WireFault(WireFault.Kind.MALFORMED, "admitted"));
        Optional<Reason> reason = Optional.empty();
        if (value.has("reason")) {
            reason = Optional.of(reason(text(value, "reason")));
        }
        if (admitted == reason.isPresent()) {
            throw new WireFault(WireFault.Kind.MALFORMED, "a refusal has a reason, no other has");
        }
        List<Finding> findings = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        try {
            for (JsonValue finding : value.array("findings")) {
                findings.add(RecordCodec.decode((JsonObject) finding, Finding.class));
            }
            for (JsonValue event : value.array("events")) {
                JsonObject e = (JsonObject) event;
                events.add(
                        EventCodec.decode(
                                text(e, "type"),
                                e.integer("version").orElse(0L).intValue(),
                                object(e, "data")));
            }
        } catch (CodecFault | ClassCastException e) {
            throw new WireFault(WireFault.Kind.MALFORMED, "findings or events of an outcome");
        }
        return new Outcome(reason, findings, events, position(object(value, "journal")));
    }

    private static Reason reason(String name) throws WireFault {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new WireFault(WireFault.Kind.MALFORMED, "reason"));
    }

    private static JsonObject encode(Event event) {
        return JsonObject.builder()
                .put("type", EventCodec.typeOf(event))
                .put("version", EventCodec.VERSION)
                .put("data", EventCodec.encode(event))
                .build();
    }

    public static List<JsonObject> findings(List<Finding> findings) {
        return findings.stream().map(RecordCodec::encode).toList();
    }

    public static JsonObject encode(JournalPosition position) {
        return JsonObject.builder()
                .put("seq", position.seq())
                .put("digest", position.digest().value())
                .build();
    }

    private static JournalPosition position(JsonObject value) throws WireFault {
        try {
            return new JournalPosition(
                    value.integer("seq")
                            .orElseThrow(() -> new WireFault(WireFault.Kind.MALFORMED, "seq")),
                    Digest.parse(text(value, "digest")));
        } catch (IllegalArgumentException e) {
            throw new WireFault(WireFault.Kind.MALFORMED, "digest");
        }
    }

    /** An event as it stands in the journal. */
    public static JsonObject encode(Recorded e) {
        return JsonObject.builder()
                .put("seq", e.seq())
                .put("digest", e.digest().value())
                .put("prev", e.prev().value())
                .put("time", e.draft().time().toString())
                .put("type", e.draft().type())
                .put("version", e.draft().version())
                .put("aggregate", e.draft().aggregate().value())
                .put("before", e.draft().before().value())
                .put("after", e.draft().after().value())
                .put("data", e.draft().data())
                .build();
    }

    static JsonObject object(JsonObject value, String member) throws WireFault {
        return value.object(member)
                .orElseThrow(
                        () -> new WireFault(WireFault.Kind.MALFORMED, member + ": not an object"));
    }

    static String text(JsonObject value, String member) throws WireFault {
        return value.text(member)
                .orElseThrow(() -> new WireFault(WireFault.Kind.MALFORMED, member + ": no text"));
    }

    private static void requireMembers(JsonObject value, Set<String> members) throws WireFault {
        if (!value.names().equals(members)) {
            throw new WireFault(
                    WireFault.Kind.MALFORMED, "expected exactly the members " + sorted(members));
        }
    }

    private static List<String> sorted(Set<String> members) {
        return members.stream().sorted().toList();
    }
}
