package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.Identifier;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * A parameter that a rule admits in a definition.
 *
 * @param required whether the rule cannot work without it
 * @param meaning what it does, for {@code gatehouse explain}
 */
public record Parameter(String name, Kind kind, boolean required, String meaning) {

    /** What may stand there. */
    public enum Kind {
        TEXT,
        /** One or more texts. */
        TEXTS,
        /** 0 to 1000. */
        COUNT,
        FLAG,
        /** ISO 8601, longer than nothing. */
        DURATION,
        /** An artefact of the step. */
        ARTEFACT,
        /** One or more artefacts of the step. */
        ARTEFACTS,
        ROLE,
        ROLES,
        /** Any scalar. */
        SCALAR,
        /** One or more scalars. */
        SCALARS,
        /** An integer, or a decimal as text. */
        DECIMAL
    }

    static Parameter required(String name, Kind kind, String meaning) {
        return new Parameter(name, kind, true, meaning);
    }

    static Parameter optional(String name, Kind kind, String meaning) {
        return new Parameter(name, kind, false, meaning);
    }

    /** Whether the value is of the kind; artefacts are checked for their form alone. */
    boolean admits(JsonValue value) {
        return switch (kind) {
            case TEXT -> isText(value);
            case TEXTS -> isList(value) && elements(value).stream().allMatch(Parameter::isText);
            case COUNT -> value instanceof JsonInteger n && n.value() >= 0 && n.value() <= 1_000;
            case FLAG -> value instanceof JsonBoolean;
            case DURATION -> value instanceof JsonString text && isDuration(text.value());
            case ARTEFACT -> isIdentifier(value);
            case ARTEFACTS ->
                    isList(value) && elements(value).stream().allMatch(Parameter::isIdentifier);
            case ROLE -> isRole(value);
            case ROLES -> isList(value) && elements(value).stream().allMatch(Parameter::isRole);
            case SCALAR -> isScalar(value);
            case SCALARS -> isList(value) && elements(value).stream().allMatch(Parameter::isScalar);
            case DECIMAL ->
                    value instanceof JsonInteger
                            || (value instanceof JsonString text && isDecimal(text.value()));
        };
    }

    /** What would be right, for the linter's message. */
    String form() {
        return switch (kind) {
            case TEXT -> "text";
            case TEXTS -> "a list of texts";
            case COUNT -> "a whole number from 0 to 1000";
            case FLAG -> "true or false";
            case DURATION -> "an ISO 8601 duration such as P7D";
            case ARTEFACT -> "the id of an artefact of this step";
            case ARTEFACTS -> "a list of ids of artefacts of this step";
            case ROLE -> "a role";
            case ROLES -> "a list of roles";
            case SCALAR -> "a text, a whole number, true or false";
            case SCALARS -> "a list of texts, whole numbers, true or false";
            case DECIMAL -> "a whole number, or a decimal in quotes";
        };
    }

    boolean namesArtefacts() {
        return kind == Kind.ARTEFACT || kind == Kind.ARTEFACTS;
    }

    private static boolean isList(JsonValue value) {
        return value instanceof JsonArray array && array.size() > 0;
    }

    private static List<JsonValue> elements(JsonValue value) {
        return ((JsonArray) value).values();
    }

    private static boolean isText(JsonValue value) {
        return value instanceof JsonString text && !text.value().isBlank();
    }

    private static boolean isIdentifier(JsonValue value) {
        return value instanceof JsonString text && Identifier.isIdentifier(text.value());
    }

    private static boolean isRole(JsonValue value) {
        return value instanceof JsonString text && Role.ofCode(text.value()).isPresent();
    }

    private static boolean isScalar(JsonValue value) {
        return !(value instanceof JsonArray
                || value instanceof JsonObject
                || value instanceof JsonNull);
    }

    private static boolean isDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return !duration.isNegative() && !duration.isZero() && duration.toDays() <= 3_660;
        } catch (DateTimeParseException | ArithmeticException e) {
            return false;
        }
    }

    private static boolean isDecimal(String text) {
        try {
            return text.length() <= 40 && new BigDecimal(text).scale() < 40;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
