package io.gatehouse.core.definition;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Reads a definition from its canonical JSON, strictly: an unknown member, a missing one, a wrong
 * type is a fault. The linter of gate-definitions judges what it means; this only reads it, so that
 * journals can be replayed without YAML.
 *
 * <p>What may be left out, and what is then taken, is never the weaker choice:
 *
 * <table>
 *   <caption>Members that may be absent</caption>
 *   <tr><td>{@code approval-validity}</td><td>P1D</td></tr>
 *   <tr><td>{@code permit-validity}</td><td>PT24H</td></tr>
 *   <tr><td>{@code separation}</td><td>{@link Separation#FULL}</td></tr>
 *   <tr><td>{@code on-failure}</td><td>{@code halt}</td></tr>
 *   <tr><td>{@code lease}, {@code configuration}</td><td>none; the floor demands them where needed</td></tr>
 *   <tr><td>{@code activates}, {@code limits}</td><td>none</td></tr>
 *   <tr><td>{@code count} of an approval, {@code at-least} of an artefact</td><td>1</td></tr>
 *   <tr><td>{@code secret}, {@code waivable}, {@code may-not-apply}</td><td>false</td></tr>
 *   <tr><td>{@code reverify}</td><td>PT60S</td></tr>
 *   <tr><td>{@code standing}</td><td>false; the floor demands it for LIVE</td></tr>
 * </table>
 *
 * <p>Stateless and thread-safe.
 */
public final class DefinitionReader {

    private static final Set<String> GATE =
            Set.of(
                    "gate",
                    "title",
                    "from",
                    "to",
                    "log",
                    "stage",
                    "grants",
                    "expires-after",
                    "approval-validity",
                    "permit-validity",
                    "lease",
                    "reverify",
                    "configuration",
                    "steps",
                    "decision",
                    "approvals",
                    "separation",
                    "on-failure",
                    "activates",
                    "limits");

    private static final Set<String> STEP =
            Set.of("id", "title", "responsible", "action", "artefacts", "accept", "source");

    private static final Set<String> DECISION =
            Set.of("id", "title", "responsible", "artefacts", "accept", "source");

    /** Begins the name of a parameter that holds while the environment is active. */
    private static final String STANDING = "standing-";

    /** Whole days, hours, minutes and seconds: one spelling less is one misreading less. */
    private static final Pattern DURATION =
            Pattern.compile(
                    "P([0-9]{1,5}D)?(T(?=[0-9])([0-9]{1,5}H)?([0-9]{1,6}M)?([0-9]{1,8}S)?)?");

    /** A promotion that rests longer than this says nothing about today. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private DefinitionReader() {}

    /**
     * Reads a definition.
     *
     * @throws IllegalArgumentException when the value is not a definition; the message names the
     *     place, such as {@code steps[2].accept[0]}
     */
    public static GateDefinition read(JsonObject source) {
        Node gate = new Node("", source);
        gate.allow(GATE);
        refuseNull("", source);
        return gate.build(
                () ->
                        new GateDefinition(
                                gate.named("gate", GateId::new),
                                title(gate),
                                environment(gate, "from"),
                                environment(gate, "to"),
                                gate.named("log", LogName::new),
                                gate.text("stage"),
                                grant(gate.object("grants")),
                                gate.duration("expires-after")
                                        .orElseThrow(gate.missing("expires-after")),
                                gate.duration("approval-validity").orElse(Duration.ofDays(1)),
                                gate.duration("permit-validity").orElse(Duration.ofDays(1)),
                                gate.duration("lease"),
                                gate.duration("reverify").orElse(GateDefinition.REVERIFY),
                                gate.maybe("configuration", ArtefactId::new),
                                gate.each(
                                        "steps",
                                        (place, value) -> step(Node.of(place, value), STEP)),
                                step(gate.object("decision"), DECISION),
                                gate.each(
                                        "approvals",
                                        (place, value) -> approval(Node.of(place, value))),
                                separation(gate),
                                onFailure(gate),
                                gate.eachIfPresent(
                                        "activates",
                                        (place, value) -> action(Node.of(place, value))),
                                gate.objectIfPresent("limits")
                                        .map(Node::value)
                                        .orElse(JsonObject.EMPTY),
                                source,
                                Digest.of(source)));
    }

    /** Null is neither present nor absent, and every reader decides for itself which. */
    private static void refuseNull(String place, JsonValue value) {
        if (value instanceof JsonNull) {
            throw new IllegalArgumentException(place + ": is null");
        }
        if (value instanceof JsonObject object) {
            object.members()
                    .forEach(
                            (name, v) ->
                                    refuseNull(place.isEmpty() ? name : place + "." + name, v));
        } else if (value instanceof JsonArray array) {
            for (int i = 0; i < array.size(); i++) {
                refuseNull(place + "[" + i + "]", array.get(i));
            }
        }
    }

    private static Bilingual title(Node holder) {
        Node title = holder.object("title");
        title.allow(Set.of("pl", "en"));
        return title.build(() -> new Bilingual(title.text("pl"), title.text("en")));
    }

    private static Environment environment(Node gate, String name) {
        return gate.named(name, text -> oneOf(Environment.values(), text));
    }

    private static Environment oneOf(Environment[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "not one of " + Arrays.toString(values)));
    }

    private static Grant grant(Node grants) {
        grants.allow(Set.of("status", "flags"));
        SortedMap<String, Boolean> flags = new TreeMap<>();
        Node members = grants.object("flags");
        for (String flag : members.value().names()) {
            flags.put(
                    flag,
                    members.value()
                            .flag(flag)
                            .orElseThrow(() -> members.fault(flag, "is not true or false")));
        }
        return new Grant(grants.text("status"), flags);
    }

    private static StepDefinition step(Node step, Set<String> known) {
        step.allow(known);
        return step.build(
                () ->
                        new StepDefinition(
                                step.named("id", StepId::new),
                                title(step),
                                step.named("responsible", DefinitionReader::role),
                                step.objectIfPresent("action").map(DefinitionReader::action),
                                step.eachIfPresent(
                                        "artefacts",
                                        (place, value) -> artefact(Node.of(place, value))),
                                step.each(
                                        "accept",
                                        (place, value) -> acceptance(Node.of(place, value))),
                                step.text("source")));
    }

    private static Role role(String code) {
        return Role.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("unknown role '" + code + "'"));
    }

    private static ActionDefinition action(Node action) {
        action.allow(Set.of("adapter", "with", "timeout"));
        return action.build(
                () ->
                        new ActionDefinition(
                                action.named("adapter", AdapterId::new),
                                action.object("with").value(),
                                action.duration("timeout").orElseThrow(action.missing("timeout"))));
    }

    private static ArtefactDefinition artefact(Node artefact) {
        artefact.allow(Set.of("id", "path", "at-least", "secret", "entry-key"));
        return artefact.build(
                () ->
                        new ArtefactDefinition(
                                artefact.named("id", ArtefactId::new),
                                artefact.text("path"),
                                artefact.count("at-least", 0),
                                artefact.flag("secret"),
                                artefact.maybe("entry-key", Function.identity())));
    }

    private static Acceptance acceptance(Node clause) {
        if (!clause.value().has("any-of")) {
            return rule(clause);
        }
        clause.allow(Set.of("any-of"));
        return clause.build(
                () ->
                        new AnyOf(
                                clause.each(
                                        "any-of",
                                        (place, value) ->
                                                Node.elements(
                                                        place,
                                                        value,
                                                        (inner, rule) ->
                                                                rule(Node.of(inner, rule))))));
    }

    /** Everything but the marks belongs to the rule, and only the rule knows what it admits. */
    private static RuleReference rule(Node clause) {
        JsonObject parameters =
                clause.value().without("rule", "waivable", "may-not-apply", "standing");
        JsonObject others = JsonObject.EMPTY;
        for (String name : clause.value().names()) {
            if (name.startsWith(STANDING)) {
                others = others.with(name.substring(STANDING.length()), clause.require(name));
                parameters = parameters.without(name);
            }
        }
        boolean standing = clause.flag("standing");
        if (!standing && !others.names().isEmpty()) {
            throw clause.fault("standing", "is not true, but parameters for it are given");
        }
        return new RuleReference(
                clause.named("rule", RuleId::new),
                parameters,
                clause.flag("waivable"),
                clause.flag("may-not-apply"),
                standing ? Optional.of(others) : Optional.empty());
    }

    private static ApprovalRequirement approval(Node approval) {
        approval.allow(Set.of("role", "any-of", "count"));
        if (approval.value().has("role") == approval.value().has("any-of")) {
            throw approval.fault("", "needs either 'role' or 'any-of'");
        }
        List<Role> roles =
                approval.value().has("role")
                        ? List.of(approval.named("role", DefinitionReader::role))
                        : approval.each("any-of", DefinitionReader::roleAt);
        return approval.build(() -> new ApprovalRequirement(roles, approval.count("count", 1)));
    }

    private static Role roleAt(String place, JsonValue value) {
        if (!(value instanceof JsonString text)) {
            throw new IllegalArgumentException(place + ": is not text");
        }
        return Role.ofCode(text.value())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        place + ": unknown role '" + text.value() + "'"));
    }

    private static Separation separation(Node gate) {
        Optional<Node> given = gate.objectIfPresent("separation");
        if (given.isEmpty()) {
            return Separation.FULL;
        }
        Node separation = given.get();
        separation.allow(Set.of("approver-differs-from", "approvers"));
        List<String> differs =
                separation.value().has("approver-differs-from")
                        ? separation.each("approver-differs-from", DefinitionReader::party)
                        : List.of("requester", "preparer");
        boolean pairwise =
                separation
                        .maybe("approvers", DefinitionReader::pairwise)
                        .orElse(Separation.FULL.approversPairwiseDistinct());
        return new Separation(
                differs.contains("requester"), differs.contains("preparer"), pairwise);
    }

    private static String party(String place, JsonValue value) {
        if (value instanceof JsonString text
                && (text.value().equals("requester") || text.value().equals("preparer"))) {
            return text.value();
        }
        throw new IllegalArgumentException(place + ": is neither 'requester' nor 'preparer'");
    }

    private static boolean pairwise(String text) {
        if (!text.equals("pairwise") && !text.equals("any")) {
            throw new IllegalArgumentException("is neither 'pairwise' nor 'any'");
        }
        return text.equals("pairwise");
    }

    private static OnFailure onFailure(Node gate) {
        return gate.maybe(
                        "on-failure",
                        text -> {
                            if (!text.equals("demote") && !text.equals("halt")) {
                                throw new IllegalArgumentException(
                                        "is neither 'demote' nor 'halt'");
                            }
                            return text.equals("demote") ? OnFailure.DEMOTE : OnFailure.HALT;
                        })
                .orElse(OnFailure.HALT);
    }

    /** An object with its place, so that every fault can say where it is. */
    private record Node(String place, JsonObject value) {

        static Node of(String place, JsonValue value) {
            if (value instanceof JsonObject object) {
                return new Node(place, object);
            }
            throw new IllegalArgumentException(place + ": is not an object");
        }

        static <T> List<T> elements(
                String place, JsonValue value, BiFunction<String, JsonValue, T> reader) {
            if (!(value instanceof JsonArray array)) {
                throw new IllegalArgumentException(place + ": is not a list");
            }
            List<T> all = new ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                all.add(reader.apply(place + "[" + i + "]", array.get(i)));
            }
            return all;
        }

        /** A misspelt member would otherwise be a demand that nobody makes. */
        void allow(Set<String> known) {
            for (String name : value.names()) {
                if (!known.contains(name)) {
                    throw fault(name, "is not a known member");
                }
            }
        }

        String at(String name) {
            if (name.isEmpty()) {
                return place.isEmpty() ? "definition" : place;
            }
            return place.isEmpty() ? name : place + "." + name;
        }

        IllegalArgumentException fault(String name, String problem) {
            return new IllegalArgumentException(at(name) + ": " + problem);
        }

        Supplier<IllegalArgumentException> missing(String name) {
            return () -> fault(name, "is missing");
        }

        JsonValue require(String name) {
            return value.find(name).orElseThrow(missing(name));
        }

        String text(String name) {
            if (require(name) instanceof JsonString text && !text.value().isBlank()) {
                return text.value();
            }
            throw fault(name, "is not text");
        }

        <T> T named(String name, Function<String, T> reader) {
            String text = text(name);
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(at(name) + ": " + e.getMessage(), e);
            }
        }

        <T> Optional<T> maybe(String name, Function<String, T> reader) {
            return value.has(name) ? Optional.of(named(name, reader)) : Optional.empty();
        }

        Optional<Duration> duration(String name) {
            return maybe(name, Node::positive);
        }

        private static Duration positive(String text) {
            if (!DURATION.matcher(text).matches() || text.equals("P")) {
                throw new IllegalArgumentException(
                        "is not an ISO 8601 duration such as PT20M or P14D");
            }
            Duration duration = Duration.parse(text);
            if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("is not between PT0S and P366D");
            }
            return duration;
        }

        int count(String name, int least) {
            if (!value.has(name)) {
                return 1;
            }
            long count =
                    value.integer(name).orElseThrow(() -> fault(name, "is not a whole number"));
            if (count < least || count > 1_000) {
                throw fault(name, "is not between " + least + " and 1000");
            }
            return (int) count;
        }

        boolean flag(String name) {
            return value.has(name)
                    && value.flag(name).orElseThrow(() -> fault(name, "is not true or false"));
        }

        Node object(String name) {
            return of(at(name), require(name));
        }

        Optional<Node> objectIfPresent(String name) {
            return value.has(name) ? Optional.of(object(name)) : Optional.empty();
        }

        <T> List<T> each(String name, BiFunction<String, JsonValue, T> reader) {
            return elements(at(name), require(name), reader);
        }

        <T> List<T> eachIfPresent(String name, BiFunction<String, JsonValue, T> reader) {
            return value.has(name) ? each(name, reader) : List.of();
        }

        /** Runs a constructor and adds the place to its complaint, once. */
        <T> T build(Supplier<T> constructor) {
            try {
                return constructor.get();
            } catch (IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                boolean placed = place.isEmpty() || message.startsWith(place);
                throw placed ? e : new IllegalArgumentException(place + ": " + message, e);
            }
        }
    }
}
