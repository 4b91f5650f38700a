package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.definitions.rule.AbstractRule;
import io.gatehouse.definitions.rule.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says in words what a reference to a rule demands: the rule's sentence with its required
 * parameters in it, then a phrase for each further one.
 *
 * <p>The words are in {@code texts_<language>.properties}: {@code rule.<id>}, {@code
 * rule.<id>.<parameter>}, with {@code .true} and {@code .false} for flags, and {@code .absent}
 * where silence has a meaning that a reader should see. Immutable and thread-safe.
 */
final class RuleWords {

    private final Texts texts;
    private final RuleBook rules;

    RuleWords(Texts texts, RuleBook rules) {
        this.texts = texts;
        this.rules = rules;
    }

    /** The demand as one sentence, in Markdown. */
    String of(RuleReference reference) {
        String key = "rule." + reference.rule();
        String sentence = texts.text(key);
        List<String> phrases = new ArrayList<>();
        for (Parameter parameter : parameters(reference)) {
            String place = "{" + parameter.name() + "}";
            JsonValue given = reference.parameters().find(parameter.name()).orElse(null);
            if (sentence.contains(place)) {
                boolean quoted = sentence.contains("`" + place + "`");
                String value = quoted ? plain(given) : value(parameter.kind(), given);
                sentence = sentence.replace(place, value);
            } else if (given == null) {
                texts.find(key + "." + parameter.name() + ".absent").ifPresent(phrases::add);
            } else {
                phrases.add(phrase(key + "." + parameter.name(), parameter.kind(), given));
            }
        }
        if (reference.waivable()) {
            phrases.add("*" + texts.text("page.waivable") + "*");
        }
        reference.standing().ifPresent(others -> phrases.add(standing(reference, key, others)));
        if (phrases.isEmpty()) {
            return sentence + ".";
        }
        String joined = String.join("; ", phrases);
        // A sentence that ends in a colon is completed by its phrases, any other one narrowed.
        return sentence.endsWith(":")
                ? sentence + " " + joined + "."
                : sentence + " (" + joined + ").";
    }

    /** That the rule is asked again while the environment is active, and with which other times. */
    private String standing(RuleReference reference, String key, JsonObject others) {
        List<String> times = new ArrayList<>();
        for (Parameter parameter : parameters(reference)) {
            others.find(parameter.name())
                    .ifPresent(
                            given ->
                                    times.add(
                                            texts.find(key + "." + parameter.name())
                                                    .map(
                                                            text ->
                                                                    text.replace(
                                                                            "{0}",
                                                                            value(
                                                                                    parameter
                                                                                            .kind(),
                                                                                    given)))
                                                    .orElseGet(
                                                            () ->
                                                                    texts.text(
                                                                            "page.standing.age",
                                                                            value(
                                                                                    parameter
                                                                                            .kind(),
                                                                                    given)))));
        }
        String text = texts.text("page.standing");
        return "*" + (times.isEmpty() ? text : text + ": " + String.join(", ", times)) + "*";
    }

    private String phrase(String key, Parameter.Kind kind, JsonValue given) {
        if (given instanceof JsonBoolean flag && kind == Parameter.Kind.FLAG) {
            return texts.text(key + "." + flag.value());
        }
        String text = texts.text(key);
        if (key.endsWith(".kind")) {
            return text.replace("{0}", texts.find("sign-off." + plain(given)).orElse(plain(given)));
        }
        return text.replace("{0}", text.contains("`{0}`") ? plain(given) : value(kind, given));
    }

    /** In the order in which the rule declares them, which is that in which people read them. */
    private List<Parameter> parameters(RuleReference reference) {
        if (rules.find(reference.rule()).orElse(null) instanceof AbstractRule rule) {
            return rule.parameters();
        }
        throw new IllegalStateException("no rule '" + reference.rule() + "' in this build");
    }

    /** Names of rules' parameters for which there are no words; for the test that forbids it. */
    Set<String> wordless() {
        Set<String> missing = new TreeSet<>();
        rules.all().stream()
                .filter(AbstractRule.class::isInstance)
                .map(AbstractRule.class::cast)
                .forEach(rule -> collectWordless(rule, missing));
        return missing;
    }

    private void collectWordless(AbstractRule rule, Set<String> missing) {
        String key = "rule." + rule.id();
        String sentence = texts.find(key).orElse("");
        if (sentence.isBlank()) {
            missing.add(key);
        }
        for (Parameter parameter : rule.parameters()) {
            String own = key + "." + parameter.name();
            List<String> needed =
                    parameter.kind() == Parameter.Kind.FLAG
                            ? List.of(own + ".true", own + ".false")
                            : List.of(own);
            boolean inSentence = sentence.contains("{" + parameter.name() + "}");
            if (!inSentence) {
                needed.stream().filter(k -> texts.find(k).isEmpty()).forEach(missing::add);
            } else if (!parameter.required()) {
                // A sentence with a hole in it says something else than the definition.
                missing.add(own + " is optional and must not stand in the sentence");
            }
        }
    }

    private String value(Parameter.Kind kind, JsonValue given) {
        if (given instanceof JsonArray list) {
            return list.values().stream()
                    .map(one -> value(kind, one))
                    .collect(Collectors.joining(", "));
        }
        String text = plain(given);
        return switch (kind) {
            case DURATION -> texts.time(Duration.parse(text));
            case ROLE, ROLES -> Role.ofCode(text).map(texts::role).orElse(text);
            case COUNT, DECIMAL, FLAG -> text;
            case TEXT, TEXTS, SCALAR, SCALARS, ARTEFACT, ARTEFACTS -> Markdown.code(text);
        };
    }

    private static String plain(JsonValue given) {
        if (given instanceof JsonString text) {
            return text.value();
        }
        return given == null ? "?" : CanonicalJson.text(given);
    }
}
