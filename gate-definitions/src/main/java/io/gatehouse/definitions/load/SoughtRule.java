package io.gatehouse.definitions.load;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.ArtefactId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A rule that the floor looks for, and what its parameters must say at least. Each method gives a
 * stricter one; immutable.
 *
 * @param terms for people, such as {@code profile: demo}; empty for none
 * @param waivable whether a waivable reference will do
 */
record SoughtRule(String rule, String terms, boolean waivable, Predicate<Borne> test) {

    /**
     * A reference where it stands.
     *
     * @param company the references of the step that must be met whenever this one is
     */
    record Borne(
            GateDefinition gate,
            StepDefinition step,
            RuleReference reference,
            List<RuleReference> company) {

        JsonObject parameters() {
            return reference.parameters();
        }
    }

    static SoughtRule rule(String id) {
        return new SoughtRule(id, "", false, borne -> true);
    }

    /** A waivable reference will do: the exception is then written down and signed. */
    SoughtRule waivableToo() {
        return new SoughtRule(rule, terms, true, test);
    }

    boolean suits(Borne borne) {
        RuleReference reference = borne.reference();
        return reference.rule().value().equals(rule)
                && !reference.mayNotApply()
                && (waivable || !reference.waivable())
                && test.test(borne);
    }

    String described() {
        return "'" + rule + "'" + (terms.isEmpty() ? "" : " (" + terms + ")");
    }

    private SoughtRule and(String term, Predicate<Borne> further) {
        return new SoughtRule(
                rule, terms.isEmpty() ? term : terms + "; " + term, waivable, test.and(further));
    }

    SoughtRule saying(String name, String... oneOf) {
        return and(
                name + ": " + String.join(" or ", oneOf),
                b -> b.parameters().text(name).filter(List.of(oneOf)::contains).isPresent());
    }

    SoughtRule saying(String name, boolean value) {
        return and(name + ": " + value, b -> b.parameters().flag(name).equals(Optional.of(value)));
    }

    /** The parameter is left out, or says that. */
    SoughtRule notBut(String name, String value) {
        return and(name + ": " + value, b -> b.parameters().text(name).orElse(value).equals(value));
    }

    SoughtRule without(String name) {
        return and("no " + name, b -> !b.parameters().has(name));
    }

    /** The parameter is there, whatever it names. */
    SoughtRule naming(String name) {
        return and("names " + name, b -> b.parameters().has(name));
    }

    /** The parameter names the configuration that the permit binds. */
    SoughtRule ofConfiguration(String name) {
        return and(
                name + ": the gate's configuration",
                b ->
                        b.gate().configuration().map(ArtefactId::value).isPresent()
                                && b.gate()
                                        .configuration()
                                        .map(ArtefactId::value)
                                        .equals(b.parameters().text(name)));
    }

    /** The list has all of these. */
    SoughtRule withAll(String name, String... values) {
        return and(
                name + " with " + String.join(", ", values),
                b -> texts(b.parameters(), name).containsAll(Arrays.asList(values)));
    }

    /** The list has nothing but these. */
    SoughtRule withOnly(String name, String... values) {
        return and(
                name + " only of " + String.join(", ", values),
                b -> Arrays.asList(values).containsAll(texts(b.parameters(), name)));
    }

    /** A duration that is given, and no longer. */
    SoughtRule within(String name, Duration limit) {
        return and(
                name + " at most " + limit,
                b -> b.parameters().text(name).filter(t -> isWithin(t, limit)).isPresent());
    }

    /** A duration that is left out, or no longer. */
    SoughtRule withinIfGiven(String name, Duration limit) {
        return and(
                name + " at most " + limit,
                b ->
                        !b.parameters().has(name)
                                || b.parameters()
                                        .text(name)
                                        .filter(t -> isWithin(t, limit))
                                        .isPresent());
    }

    /** The files that the parameter names are held to an age. */
    SoughtRule fresh(String name, Duration limit) {
        SoughtRule age = rule("artefact-fresh").within("max-age", limit);
        return and(
                "with an artefact-fresh for " + name + ", max-age at most " + limit,
                b ->
                        b.company().stream()
                                .map(r -> new Borne(b.gate(), b.step(), r, List.of()))
                                .filter(age::suits)
                                .map(r -> r.parameters().array("artefacts"))
                                .anyMatch(
                                        all ->
                                                all.isEmpty()
                                                        || b.parameters()
                                                                .find(name)
                                                                .filter(all::contains)
                                                                .isPresent()));
    }

    /** For a person in that role, alone or among others. */
    SoughtRule by(String role) {
        return and(
                "role " + role,
                b ->
                        b.parameters().text("role").equals(Optional.of(role))
                                || texts(b.parameters(), "roles").contains(role));
    }

    /** In the step that bears that rule: about the same evidence. */
    SoughtRule beside(String other) {
        return and(
                "in the step of " + other,
                b -> b.step().rules().anyMatch(r -> r.rule().value().equals(other)));
    }

    /** In a step whose action is that adapter's: what it reports is no person's word. */
    SoughtRule where(String adapter) {
        return and(
                "in a step with action " + adapter,
                b ->
                        b.step()
                                .action()
                                .filter(a -> a.adapter().value().equals(adapter))
                                .isPresent());
    }

    /** In a step that does not bear that rule: about something else. */
    SoughtRule apartFrom(String other) {
        return and(
                "in a step without " + other,
                b -> b.step().rules().noneMatch(r -> r.rule().value().equals(other)));
    }

    private static TreeSet<String> texts(JsonObject parameters, String name) {
        TreeSet<String> texts = new TreeSet<>();
        for (JsonValue value : parameters.array(name)) {
            // anything else is no value that a rule takes
            texts.add(value instanceof JsonString text ? text.value() : "");
        }
        return texts;
    }

    private static boolean isWithin(String text, Duration limit) {
        try {
            return Duration.parse(text).compareTo(limit) <= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
