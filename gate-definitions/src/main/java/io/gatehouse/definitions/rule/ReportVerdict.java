package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A report of another tool says what it must say: each value on a path is compared. A member that
 * is not there, and a path that leads to nothing, are failures; silence is no verdict.
 */
public final class ReportVerdict extends AbstractRule {

    private static final List<String> TESTS =
            List.of(
                    "equals",
                    "one-of",
                    "none-of",
                    "maximum",
                    "minimum",
                    "below",
                    "contains-all",
                    "empty",
                    "present");

    ReportVerdict() {
        super(
                "report-verdict",
                true,
                "Every value of a member of the report meets the demand.",
                Parameter.required(
                        "artefact", Parameter.Kind.ARTEFACT, "the report; every file of it"),
                Parameter.required(
                        "member", Parameter.Kind.TEXT, "path, such as environments[].status"),
                Parameter.optional(
                        "format",
                        Parameter.Kind.TEXT,
                        "json (default) or jsonl: every line is a report"),
                Parameter.optional(
                        "may-be-empty",
                        Parameter.Kind.FLAG,
                        "whether a JSONL file without lines will do; false when absent"),
                Parameter.optional("equals", Parameter.Kind.SCALAR, "the value"),
                Parameter.optional("one-of", Parameter.Kind.SCALARS, "the values that will do"),
                Parameter.optional(
                        "none-of", Parameter.Kind.SCALARS, "the values that will not do"),
                Parameter.optional("maximum", Parameter.Kind.DECIMAL, "greatest number, inclusive"),
                Parameter.optional("minimum", Parameter.Kind.DECIMAL, "least number, inclusive"),
                Parameter.optional("below", Parameter.Kind.DECIMAL, "the number must be smaller"),
                Parameter.optional(
                        "contains-all", Parameter.Kind.SCALARS, "values that must all occur"),
                Parameter.optional(
                        "empty",
                        Parameter.Kind.FLAG,
                        "true: the member is a list or object without content"),
                Parameter.optional(
                        "present", Parameter.Kind.FLAG, "true: the member holds something"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        List<String> faults = new ArrayList<>();
        if (TESTS.stream().noneMatch(given.parameters()::has)) {
            faults.add("one of " + TESTS + " is needed");
        }
        if (!JsonPath.isPath(given.text("member"))) {
            faults.add("parameter 'member' is not a path");
        }
        if (!List.of("json", "jsonl").contains(given.maybeText("format").orElse("json"))) {
            faults.add("parameter 'format' is neither json nor jsonl");
        }
        for (String name : List.of("empty", "present")) {
            if (given.parameters().has(name) && !given.flag(name, false)) {
                faults.add("parameter '" + name + "' can only be true");
            }
        }
        return faults;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        boolean lines = given.maybeText("format").orElse("json").equals("jsonl");
        for (Observation report : inspection.readable(given.artefact("artefact").orElseThrow())) {
            if (lines) {
                Optional<List<JsonLines.Entry>> records = JsonLines.read(inspection, report);
                records.ifPresent(all -> judgeLines(inspection, given, report, all));
            } else {
                inspection
                        .json(report)
                        .ifPresent(v -> judge(inspection, given, report.item().path(), v));
            }
        }
    }

    private static void judgeLines(
            Inspection inspection,
            Reading given,
            Observation report,
            List<JsonLines.Entry> records) {
        if (records.isEmpty() && !given.flag("may-be-empty", false)) {
            inspection.fail(
                    "empty-report",
                    report.item().path(),
                    "at least one line",
                    "none",
                    "run the step again");
        }
        for (JsonLines.Entry one : records) {
            judge(inspection, given, report.item().path() + ":" + one.line(), one.value());
        }
    }

    private static void judge(
            Inspection inspection, Reading given, String report, JsonValue value) {
        JsonPath.Found found = JsonPath.of(given.text("member")).find(value);
        String subject = report + " " + given.text("member");
        for (String missing : found.missing()) {
            inspection.fail(
                    "no-member",
                    report + " " + missing,
                    "the member is there",
                    "it is not",
                    remedy(inspection));
        }
        if (found.values().isEmpty() && found.missing().isEmpty()) {
            inspection.fail("no-values", subject, "at least one value", "none", remedy(inspection));
            return;
        }
        for (JsonValue one : found.values()) {
            for (String test : TESTS) {
                Optional<JsonValue> demand = given.parameters().find(test);
                if (demand.isPresent()
                        && !test.equals("contains-all")
                        && !holds(test, demand.get(), one)) {
                    inspection.fail(
                            "value-refused",
                            subject,
                            test + " " + show(demand.get()),
                            show(one),
                            remedy(inspection));
                }
            }
        }
        for (JsonValue wanted : given.values("contains-all")) {
            if (found.values().stream().noneMatch(v -> same(wanted, v))) {
                inspection.fail(
                        "value-missing",
                        subject,
                        show(wanted) + " among the values",
                        "not there",
                        remedy(inspection));
            }
        }
    }

    private static String remedy(Inspection inspection) {
        return "read the report, mend its cause and do step "
                + inspection.context().step().id()
                + " again";
    }

    private static boolean holds(String test, JsonValue demand, JsonValue value) {
        return switch (test) {
            case "equals" -> same(demand, value);
            case "one-of" -> ((JsonArray) demand).values().stream().anyMatch(d -> same(d, value));
            case "none-of" ->
                    isScalar(value)
                            && ((JsonArray) demand)
                                    .values().stream().noneMatch(d -> same(d, value));
            case "maximum" -> compare(value, demand).filter(c -> c <= 0).isPresent();
            case "minimum" -> compare(value, demand).filter(c -> c >= 0).isPresent();
            case "below" -> compare(value, demand).filter(c -> c < 0).isPresent();
            case "empty" -> isEmpty(value);
            case "present" -> isPresent(value);
            default -> false;
        };
    }

    private static Optional<Integer> compare(JsonValue value, JsonValue limit) {
        Optional<BigDecimal> number = JsonNumbers.decimal(value);
        Optional<BigDecimal> bound = JsonNumbers.decimal(limit);
        return number.isPresent() && bound.isPresent()
                ? Optional.of(number.get().compareTo(bound.get()))
                : Optional.empty();
    }

    /** Equal values; a whole number also equals its decimal spelling. */
    private static boolean same(JsonValue demand, JsonValue value) {
        return demand.equals(value)
                || (demand instanceof JsonInteger
                        && compare(value, demand).filter(c -> c == 0).isPresent());
    }

    private static boolean isScalar(JsonValue value) {
        return value instanceof JsonString
                || value instanceof JsonInteger
                || value instanceof JsonBoolean;
    }

    private static boolean isEmpty(JsonValue value) {
        return (value instanceof JsonArray array && array.size() == 0)
                || (value instanceof JsonObject object && object.names().isEmpty());
    }

    private static boolean isPresent(JsonValue value) {
        return !(value instanceof JsonNull)
                && !isEmpty(value)
                && !(value instanceof JsonString text && text.value().isBlank());
    }

    /** A value for people: scalars as they are, cut short, and the rest by its kind. */
    static String show(JsonValue value) {
        if (value instanceof JsonString text) {
            return text.value().isBlank() ? "blank text" : cut(text.value());
        }
        if (value instanceof JsonInteger number) {
            return String.valueOf(number.value());
        }
        if (value instanceof JsonBoolean flag) {
            return String.valueOf(flag.value());
        }
        if (value instanceof JsonArray array) {
            boolean scalars =
                    array.size() <= 12 && array.values().stream().allMatch(ReportVerdict::isScalar);
            return scalars
                    ? array.values().stream().map(ReportVerdict::show).toList().toString()
                    : "a list of " + array.size();
        }
        return value instanceof JsonObject object
                ? "an object of " + object.names().size()
                : "null";
    }

    private static String cut(String text) {
        String printable =
                text.codePoints()
                        .limit(80)
                        .filter(c -> !Character.isISOControl(c))
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return text.codePointCount(0, text.length()) > 80 ? printable + "..." : printable;
    }
}
