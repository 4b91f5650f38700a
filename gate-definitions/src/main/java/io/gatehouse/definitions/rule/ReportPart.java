package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonBoolean;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object within a report, with its place. A member that is missing or of another kind becomes a
 * finding, so that no rule can take silence for consent.
 *
 * @param file the report's path, and the line where it has lines
 * @param path to the object within the report; empty for the whole
 * @param line whether it is a line of a log, which another run adds to and does not replace
 */
record ReportPart(
        Inspection inspection, String file, String path, JsonObject object, boolean line) {

    /** The value as a report, or empty with a finding. */
    static Optional<ReportPart> of(Inspection inspection, String file, JsonValue value) {
        if (value instanceof JsonObject object) {
            return Optional.of(new ReportPart(inspection, file, "", object, false));
        }
        inspection.malformed(file, "a JSON object", ReportVerdict.show(value));
        return Optional.empty();
    }

    /** A line of a log as a report, or empty with a finding. */
    static Optional<ReportPart> ofLine(Inspection inspection, Observation log, JsonLines.Entry at) {
        return of(inspection, log.item().path() + ":" + at.line(), at.value())
                .map(p -> new ReportPart(inspection, p.file(), "", p.object(), true));
    }

    /** A whole file as a report, or empty with a finding. */
    static Optional<ReportPart> of(Inspection inspection, Observation file) {
        return inspection.json(file).flatMap(v -> of(inspection, file.item().path(), v));
    }

    /** Whether the member is there and is not null. */
    boolean states(String name) {
        return object.find(name).filter(v -> !(v instanceof JsonNull)).isPresent();
    }

    Optional<ReportPart> part(String name) {
        return member(name, JsonObject.class, "an object")
                .map(o -> new ReportPart(inspection, file, within(name), o, line));
    }

    Optional<List<JsonValue>> list(String name) {
        return member(name, JsonArray.class, "a list").map(JsonArray::values);
    }

    /** The elements of a list of objects; a finding for every other element. */
    List<ReportPart> parts(String name) {
        List<JsonValue> values = list(name).orElse(List.of());
        List<ReportPart> parts = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String element = name + "[" + i + "]";
            if (values.get(i) instanceof JsonObject one) {
                parts.add(new ReportPart(inspection, file, within(element), one, line));
            } else {
                refuse("wrong-kind", element, "an object", kind(values.get(i)));
            }
        }
        return parts;
    }

    /** Text that says something. */
    Optional<String> text(String name) {
        Optional<String> text = member(name, JsonString.class, "text").map(JsonString::value);
        if (text.isPresent() && text.get().isBlank()) {
            refuse("no-member", name, "text", "blank text");
            return Optional.empty();
        }
        return text;
    }

    Optional<Boolean> flag(String name) {
        return member(name, JsonBoolean.class, "true or false").map(JsonBoolean::value);
    }

    Optional<BigDecimal> number(String name) {
        Optional<JsonValue> value = member(name, JsonValue.class, "a number");
        Optional<BigDecimal> number = value.flatMap(JsonNumbers::decimal);
        if (value.isPresent() && number.isEmpty()) {
            refuse("wrong-kind", name, "a number", kind(value.get()));
        }
        return number;
    }

    /** A time not in the future and, where there is a limit, not older than that. */
    Optional<Instant> time(String name, Optional<Duration> maxAge) {
        Optional<String> text = text(name);
        Optional<Instant> time = text.flatMap(ReportTime::parse);
        if (text.isPresent() && time.isEmpty()) {
            inspection.malformed(
                    at(name),
                    "a time with offset (RFC 3339)",
                    ReportVerdict.show(new JsonString(text.get())));
        }
        Instant now = inspection.context().asOf();
        if (time.filter(t -> t.isAfter(now.plus(Statement.SKEW))).isPresent()) {
            // a report from the future would stay fresh for as long as its writer likes
            inspection.error(
                    "future-dated",
                    at(name),
                    "a time not after " + now,
                    time.get().toString(),
                    "mend the clock");
        }
        if (time.isPresent() && maxAge.filter(a -> time.get().isBefore(now.minus(a))).isPresent()) {
            refuse("stale", name, "since " + now.minus(maxAge.get()), time.get().toString());
        }
        return time;
    }

    void demand(String name, boolean expected) {
        Optional<Boolean> observed = flag(name);
        if (observed.isPresent() && observed.get() != expected) {
            refuse("value-refused", name, String.valueOf(expected), String.valueOf(observed.get()));
        }
    }

    void demand(String name, String expected) {
        Optional<String> observed = text(name);
        if (observed.isPresent() && !observed.get().equals(expected)) {
            refuse(
                    "value-refused",
                    name,
                    expected,
                    ReportVerdict.show(new JsonString(observed.get())));
        }
    }

    /** The requirement is not met, and the report must be made again. */
    void refuse(String code, String name, String expected, String observed) {
        inspection.fail(code, at(name), expected, observed, remedy());
    }

    private String remedy() {
        if (line) {
            // the tool only ever adds to the file: after another run the line would still stand
            return "mend its cause; put the log aside as it is, unedited, and let step "
                    + inspection.context().step().id()
                    + " start a new one";
        }
        return "read the report, mend its cause and do step "
                + inspection.context().step().id()
                + " again";
    }

    String at(String name) {
        return file + " " + within(name);
    }

    /** The kind alone: a value in the wrong place may be one that must not be archived. */
    private static String kind(JsonValue value) {
        if (value instanceof JsonObject) {
            return "an object";
        }
        if (value instanceof JsonArray array) {
            return "a list of " + array.size();
        }
        if (value instanceof JsonBoolean) {
            return "true or false";
        }
        return value instanceof JsonString ? "text or a fraction" : "a whole number";
    }

    private String within(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private <T extends JsonValue> Optional<T> member(String name, Class<T> kind, String expected) {
        if (!states(name)) {
            refuse("no-member", name, expected, object.has(name) ? "null" : "it is not there");
            return Optional.empty();
        }
        JsonValue value = object.members().get(name);
        if (!kind.isInstance(value)) {
            refuse("wrong-kind", name, expected, kind(value));
            return Optional.empty();
        }
        return Optional.of(kind.cast(value));
    }
}
