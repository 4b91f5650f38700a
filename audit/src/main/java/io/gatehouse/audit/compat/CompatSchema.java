package io.gatehouse.audit.compat;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the existing tool demands of an entry when a schema is named: its own, or a file's. */
interface CompatSchema {

    /** Aliases of the schema that is built in, in order. */
    List<String> ALIASES =
            List.of(
                    "builtin:decision_log_v2",
                    "decision_log_v2",
                    "https://example.com/schemas/decision_log_v2.json",
                    "Decision Log Entry v2");

    /** {@code $} is Python's: before a last line feed too, hence UNIX_LINES. */
    Pattern SIGNATURE = Pattern.compile("^hmac:[A-Za-z0-9+/=:_-]+$", Pattern.UNIX_LINES);

    /** The place of the first violation, as {@code $.artefacts.name}; empty when there is none. */
    Optional<String> violation(CompatValue.Dict entry) throws CompatFailure;

    /** The schema that is built in: stricter on blank text and times, looser on {@code kind}. */
    static CompatSchema builtin() {
        return CompatSchema::builtin;
    }

    private static Optional<String> builtin(CompatValue.Dict entry) {
        Optional<String> timestamp = entry.text("timestamp").map(PythonText::strip);
        if (timestamp.filter(PythonTime::isTime).isEmpty()) {
            return Optional.of("$.timestamp");
        }
        for (String name : new String[] {"stage", "status"}) {
            if (entry.text(name).map(PythonText::strip).filter(s -> !s.isEmpty()).isEmpty()) {
                return Optional.of("$." + name);
            }
        }
        return firstOf(entry, "artefacts", CompatSchema::isReference)
                .or(() -> firstOf(entry, "runtime_flags", v -> v instanceof CompatValue.Bool))
                .or(() -> firstOf(entry, "signatures", CompatSchema::isSignature));
    }

    private static Optional<String> firstOf(
            CompatValue.Dict entry, String name, Predicate<CompatValue> fits) {
        Optional<CompatValue.Dict> map = entry.dict(name).filter(CompatValue::isTruthy);
        if (map.isEmpty()) {
            return Optional.of("$." + name);
        }
        return map.get().members().entrySet().stream()
                .filter(e -> e.getKey().isBlank() || !fits.test(e.getValue()))
                .map(e -> place("$." + name, e.getKey()))
                .findFirst();
    }

    private static boolean isReference(CompatValue value) {
        if (value instanceof CompatValue.Text text) {
            return !text.value().isEmpty();
        }
        return !(value instanceof CompatValue.Dict || value instanceof CompatValue.Items);
    }

    private static boolean isSignature(CompatValue value) {
        return value instanceof CompatValue.Text text && SIGNATURE.matcher(text.value()).find();
    }

    /** A member's place; names that are no identifiers are quoted. */
    static String place(String parent, String name) {
        return name.matches("[^\\s'\\[\\]]+") ? parent + "." + name : parent + "['" + name + "']";
    }
}
