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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

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

    private DefinitionReader() {}

    /**
     * Reads a definition.
     *
     * @throws IllegalArgumentException when the value is not a definition; the message names the
     *     place, such as {@code steps[2].accept[0]}
     */
    public static GateDefinition read(JsonObject source) {
        DefinitionNode gate = new DefinitionNode("", source);
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
                                gate.objects("steps", step -> step(step, STEP)),
                                step(gate.object("decision"), DECISION),
                                gate.objects("approvals", DefinitionReader::approval),
                                separation(gate),
                                onFailure(gate),
                                gate.objectsIfPresent("activates", DefinitionReader::action),
                                gate.objectIfPresent("limits")
                                        .map(DefinitionNode::value)
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

    private static Bilingual title(DefinitionNode holder) {
        DefinitionNode title = holder.object("title");
        title.allow(Set.of("pl", "en"));
        return title.build(() -> new Bilingual(title.text("pl"), title.text("en")));
    }

    private static Environment environment(DefinitionNode gate, String name) {
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

    private static Grant grant(DefinitionNode grants) {
        grants.allow(Set.of("status", "flags"));
        SortedMap<String, Boolean> flags = new TreeMap<>();
        DefinitionNode members = grants.object("flags");
        for (String flag : members.value().names()) {
            flags.put(
                    flag,
                    members.value()
                            .flag(flag)
                            .orElseThrow(() -> members.fault(flag, "is not true or false")));
        }
        return new Grant(grants.text("status"), flags);
    }

    private static StepDefinition step(DefinitionNode step, Set<String> known) {
        step.allow(known);
        return step.build(
                () ->
                        new StepDefinition(
                                step.named("id", StepId::new),
                                title(step),
                                step.named("responsible", DefinitionReader::role),
                                step.objectIfPresent("action").map(DefinitionReader::action),
                                step.objectsIfPresent("artefacts", DefinitionReader::artefact),
                                step.objects("accept", DefinitionReader::acceptance),
                                step.text("source")));
    }

    private static Role role(String code) {
        return Role.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("unknown role '" + code + "'"));
    }

    private static ActionDefinition action(DefinitionNode action) {
        action.allow(Set.of("adapter", "with", "timeout"));
        return action.build(
                () ->
                        new ActionDefinition(
                                action.named("adapter", AdapterId::new),
                                action.object("with").value(),
                                action.duration("timeout").orElseThrow(action.missing("timeout"))));
    }

    private static ArtefactDefinition artefact(DefinitionNode artefact) {
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

    private static Acceptance acceptance(DefinitionNode clause) {
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
                                                DefinitionNode.objectsIn(
                                                        place, value, DefinitionReader::rule))));
    }

    /** Everything but the marks belongs to the rule, and only the rule knows what it admits. */
    private static RuleReference rule(DefinitionNode clause) {
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

    private static ApprovalRequirement approval(DefinitionNode approval) {
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

    private static Separation separation(DefinitionNode gate) {
        Optional<DefinitionNode> given = gate.objectIfPresent("separation");
        if (given.isEmpty()) {
            return Separation.FULL;
        }
        DefinitionNode separation = given.get();
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

    private static OnFailure onFailure(DefinitionNode gate) {
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
}
