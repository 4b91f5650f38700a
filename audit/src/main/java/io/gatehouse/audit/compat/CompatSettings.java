package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Options and environment together: an option wins over the variable of the same meaning, lists are
 * joined. Variables begin with {@code BOT_CORE_VERIFY_DECISION_LOG_}.
 */
final class CompatSettings {

    private static final String PREFIX = "BOT_CORE_VERIFY_DECISION_LOG_";

    private final CompatFlags flags;
    private final Map<String, String> environment;

    CompatSettings(CompatFlags flags, Map<String, String> environment) {
        this.flags = flags;
        this.environment = Map.copyOf(environment);
    }

    /** A variable; empty text counts as absent except for switches. */
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(PREFIX + name)).filter(v -> !v.isEmpty());
    }

    Optional<String> path() {
        return flags.path().or(() -> variable("PATH"));
    }

    /** The value of an option, or of the variable that is named like it. */
    Optional<String> one(String option) {
        return flags.one(option).or(() -> variable(name(option)));
    }

    private static String name(String option) {
        return option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    boolean isSet(String option) throws CompatFailure {
        if (flags.has(option)) {
            return true;
        }
        Optional<String> value = Optional.ofNullable(environment.get(PREFIX + name(option)));
        if (value.isEmpty() || (option.equals("--print-risk-profiles") && value.get().isEmpty())) {
            return false;
        }
        return PythonText.bool(value.get())
                .orElseThrow(() -> CompatFlags.usage(PREFIX + name(option) + " is not a boolean"));
    }

    /** Where the key comes from: its text, or a file; both together are an error. */
    record KeySource(Optional<String> text, Optional<String> file, Optional<String> id) {}

    KeySource keySource() throws CompatFailure {
        Optional<String> text = nonEmpty("--hmac-key");
        Optional<String> file = nonEmpty("--hmac-key-file");
        if (text.isPresent() && file.isPresent()) {
            throw new CompatFailure(CompatReason.KEY_SOURCE_CONFLICT);
        }
        Optional<String> given = flags.one("--hmac-key-id").filter(id -> !id.isEmpty());
        Optional<String> inherited = variable("HMAC_KEY_ID");
        if (given.isPresent() && inherited.isPresent() && !given.equals(inherited)) {
            throw CompatFlags.usage("--hmac-key-id and " + PREFIX + "HMAC_KEY_ID differ");
        }
        return new KeySource(text, file, given.or(() -> inherited));
    }

    private Optional<String> nonEmpty(String option) {
        return flags.one(option).filter(v -> !v.isEmpty()).or(() -> variable(name(option)));
    }

    Optional<String> expectedMode() throws CompatFailure {
        if (flags.has("--expect-mode")) {
            return flags.one("--expect-mode");
        }
        Optional<String> mode = variable("EXPECT_MODE").map(PythonText::normal);
        if (mode.isPresent() && !CompatFlags.CHOICES.get("--expect-mode").contains(mode.get())) {
            throw CompatFlags.usage(PREFIX + "EXPECT_MODE is neither grpc nor jsonl");
        }
        return mode;
    }

    /** Of option and variable together, without repetition. */
    List<String> list(String option, String variable, UnaryOperator<String> form)
            throws CompatFailure {
        List<String> all = new ArrayList<>(flags.many(option));
        all.addAll(variableList(variable));
        Set<String> unique = new LinkedHashSet<>();
        all.stream().map(form).filter(v -> !v.isEmpty()).forEach(unique::add);
        return List.copyOf(unique);
    }

    /** As {@link #list}, where only some values are known. */
    List<String> materials(String option) throws CompatFailure {
        Set<String> choices = CompatFlags.CHOICES.get(option);
        Set<String> all = new TreeSet<>(flags.many(option));
        for (String value : variableList(name(option) + "S")) {
            if (!choices.contains(PythonText.normal(value))) {
                throw CompatFlags.usage(PREFIX + name(option) + "S names unknown " + value);
            }
            all.add(PythonText.normal(value));
        }
        return List.copyOf(all);
    }

    /** A JSON array of texts, a JSON text, or words between commas and semicolons. */
    private List<String> variableList(String name) throws CompatFailure {
        String raw = PythonText.strip(variable(name).orElse(""));
        if (raw.isEmpty()) {
            return List.of();
        }
        Optional<CompatValue> parsed = json(raw);
        if (parsed.isEmpty()) {
            return List.of(raw.replace(';', ',').split(",")).stream()
                    .map(PythonText::strip)
                    .filter(v -> !v.isEmpty())
                    .toList();
        }
        if (parsed.get() instanceof CompatValue.Text text) {
            return List.of(PythonText.strip(text.value()));
        }
        if (parsed.get() instanceof CompatValue.Items items
                && items.values().stream()
                        .allMatch(v -> v.isNull() || v instanceof CompatValue.Text)) {
            return PythonText.words(items, true).stream().map(PythonText::strip).toList();
        }
        throw CompatFlags.usage(PREFIX + name + " is no list of texts");
    }

    /** JSON, or nothing when it is malformed; other failures break off. */
    static Optional<CompatValue> json(String text) throws CompatFailure {
        try {
            return Optional.of(CompatJson.read(text));
        } catch (CompatFailure e) {
            if (e.reason() == CompatReason.LINE_NOT_JSON) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Counts of events, from {@code NAME=NUMBER} and from a JSON object in the environment. */
    Map<String, BigInteger> counts(String option) throws CompatFailure {
        Map<String, BigInteger> counts = new LinkedHashMap<>();
        for (Map.Entry<String, CompatValue> e :
                variableObject(name(option) + "S_JSON").entrySet()) {
            boolean whole =
                    e.getValue() instanceof CompatValue.Int
                            || e.getValue() instanceof CompatValue.Bool;
            BigInteger count = PythonText.integer(e.getValue()).orElse(BigInteger.ONE.negate());
            if (!whole || count.signum() < 0) {
                throw CompatFlags.usage(PREFIX + name(option) + "S_JSON: count of " + e.getKey());
            }
            counts.put(e.getKey(), count);
        }
        for (String given : flags.many(option)) {
            String[] parts = given.split("=", 2);
            Optional<BigInteger> count =
                    parts.length == 2 ? PythonText.integer(parts[1]) : Optional.empty();
            String event = PythonText.strip(parts[0]);
            if (event.isEmpty() || count.filter(n -> n.signum() >= 0).isEmpty()) {
                throw CompatFlags.usage(option + " is EVENT=NUMBER");
            }
            counts.put(event, count.get());
        }
        return counts;
    }

    /** Filters that the metadata must name, with their values. */
    Map<String, CompatValue> filters() throws CompatFailure {
        Map<String, CompatValue> filters =
                new LinkedHashMap<>(variableObject("EXPECT_FILTERS_JSON"));
        for (String given : flags.many("--expect-filter")) {
            String[] parts = given.split("=", 2);
            String key = PythonText.strip(parts[0]);
            if (parts.length < 2 || key.isEmpty()) {
                throw CompatFlags.usage("--expect-filter is KEY=VALUE");
            }
            filters.put(key, guess(PythonText.strip(parts[1])));
        }
        return filters;
    }

    /** The value that the existing tool sees in a word. */
    private static CompatValue guess(String word) throws CompatFailure {
        Optional<Boolean> bool = PythonText.bool(word);
        if (bool.isPresent()) {
            return new CompatValue.Bool(bool.get());
        }
        if (word.startsWith("[") || word.startsWith("{")) {
            Optional<CompatValue> parsed = json(word);
            if (parsed.isPresent()) {
                return parsed.get();
            }
        }
        Optional<BigInteger> integer = PythonText.integer(word);
        if (integer.isPresent()) {
            return new CompatValue.Int(integer.get());
        }
        return PythonText.real(word)
                .<CompatValue>map(CompatValue.Real::new)
                .orElseGet(() -> CompatValue.of(word));
    }

    private Map<String, CompatValue> variableObject(String name) throws CompatFailure {
        Optional<String> raw = variable(name);
        if (raw.isEmpty()) {
            return Map.of();
        }
        if (json(raw.get()).orElse(new CompatValue.Null()) instanceof CompatValue.Dict dict) {
            return dict.members();
        }
        throw CompatFlags.usage(PREFIX + name + " is no JSON object");
    }
}
