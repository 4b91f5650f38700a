package io.gatehouse.audit.compat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The options of the existing verifier, parsed as Python's argparse does it: unique prefixes stand
 * for the whole name, {@code --name=value} works, a value must not look like an option.
 *
 * @param path the log; empty when none was named
 * @param values of each option that was given, by its full name; empty lists for switches
 */
record CompatFlags(Optional<String> path, Map<String, List<String>> values) {

    /** How often an option may have a value. */
    private enum Kind {
        SWITCH,
        ONE,
        MANY
    }

    private static final Pattern NEGATIVE_NUMBER = Pattern.compile("-\\d+|-\\d*\\.\\d+");

    private static final Map<String, Kind> OPTIONS = options();

    /** Values to which an option is limited. */
    static final Map<String, Set<String>> CHOICES =
            Map.of(
                    "--expect-mode",
                    Set.of("grpc", "jsonl"),
                    "--require-tls-material",
                    Set.of(
                            "root_cert",
                            "client_cert",
                            "client_key",
                            "server_name",
                            "server_sha256"),
                    "--require-risk-service-tls-material",
                    Set.of("root_cert", "client_cert", "client_key", "client_auth"));

    CompatFlags {
        values = Map.copyOf(values);
    }

    private static Map<String, Kind> options() {
        Map<String, Kind> options = new LinkedHashMap<>();
        for (String name :
                List.of(
                        "help",
                        "allow-unsigned",
                        "list-schema-aliases",
                        "expect-summary-enabled",
                        "require-auth-token",
                        "require-tls",
                        "require-risk-service-tls",
                        "require-risk-service-auth-token",
                        "require-screen-info",
                        "print-risk-profiles")) {
            options.put("--" + name, Kind.SWITCH);
        }
        for (String name :
                List.of(
                        "hmac-key",
                        "hmac-key-file",
                        "hmac-key-id",
                        "expected-key-id",
                        "schema",
                        "describe-schema-alias",
                        "expect-mode",
                        "expect-input-file",
                        "expect-endpoint",
                        "summary-json",
                        "report-output",
                        "risk-profile",
                        "risk-profiles-file",
                        "risk-profile-env-snippet",
                        "risk-profile-yaml-snippet",
                        "core-config")) {
            options.put("--" + name, Kind.ONE);
        }
        for (String name :
                List.of(
                        "expect-filter",
                        "require-auth-scope",
                        "require-tls-material",
                        "require-risk-service-tls-material",
                        "expect-risk-service-server-sha256",
                        "expect-server-sha256",
                        "expect-server-sha256-source",
                        "require-risk-service-scope",
                        "require-risk-service-token-id",
                        "max-event-count",
                        "min-event-count")) {
            options.put("--" + name, Kind.MANY);
        }
        return options;
    }

    /** Full names of all options, sorted. */
    static Set<String> names() {
        return new TreeSet<>(OPTIONS.keySet());
    }

    /**
     * Parses a command line. As there, an ambiguous word ends it at once, a word that is not known
     * only at its end, so that {@code --help} before or after it still helps.
     *
     * @throws CompatFailure USAGE
     */
    static CompatFlags parse(List<String> arguments) throws CompatFailure {
        int end = arguments.indexOf("--");
        List<String> words = end < 0 ? arguments : arguments.subList(0, end);
        for (String word : words) {
            requireUnambiguous(word);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        List<String> positional = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!isOption(word)) {
                positional.add(word);
                last = i;
                continue;
            }
            int equals = word.indexOf('=');
            Optional<String> name = resolve(equals < 0 ? word : word.substring(0, equals));
            if (word.startsWith("-h") && word.length() > 2) {
                throw usage("-h takes no value");
            }
            if (name.isEmpty()) {
                unknown.add(word);
                continue;
            }
            Optional<String> joined =
                    equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
            if (OPTIONS.get(name.get()) == Kind.SWITCH) {
                if (joined.isPresent()) {
                    throw usage(name.get() + " takes no value");
                }
                values.put(name.get(), List.of());
                if (name.get().equals("--help")) {
                    return new CompatFlags(Optional.empty(), values);
                }
                continue;
            }
            if (joined.isEmpty()) {
                i++;
                if (i >= words.size() || isOption(words.get(i))) {
                    throw usage(name.get() + " needs a value");
                }
            }
            give(values, name.get(), joined.orElse(words.get(Math.min(i, words.size() - 1))));
        }
        if (end >= 0) {
            // A path takes the dashes right behind it along; apart from it they are one word more.
            boolean apart = !positional.isEmpty() && last != words.size() - 1;
            unknown.addAll(apart ? List.of("--") : List.of());
            positional.addAll(arguments.subList(end + 1, arguments.size()));
        }
        unknown.addAll(positional.subList(Math.min(1, positional.size()), positional.size()));
        if (!unknown.isEmpty()) {
            throw usage("unrecognized argument " + unknown.get(0));
        }
        return new CompatFlags(positional.stream().findFirst(), values);
    }

    private static void give(Map<String, List<String>> values, String name, String value)
            throws CompatFailure {
        Set<String> choices = CHOICES.getOrDefault(name, Set.of());
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw usage(name + " is one of " + new TreeSet<>(choices));
        }
        List<String> given = new ArrayList<>();
        if (OPTIONS.get(name) == Kind.MANY) {
            given.addAll(values.getOrDefault(name, List.of()));
        }
        given.add(value);
        values.put(name, given);
    }

    private static void requireUnambiguous(String word) throws CompatFailure {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> candidates = candidates(name);
        if (!OPTIONS.containsKey(name) && candidates.size() > 1) {
            throw usage("ambiguous option " + name + ": " + String.join(", ", candidates));
        }
    }

    /** Whether argparse takes a word for an option: negative numbers and phrases are values. */
    private static boolean isOption(String argument) {
        if (argument.length() < 2 || argument.charAt(0) != '-') {
            return false;
        }
        String name = argument.contains("=") ? argument.split("=", 2)[0] : argument;
        return OPTIONS.containsKey(name)
                || !candidates(name).isEmpty()
                || !(NEGATIVE_NUMBER.matcher(argument).matches() || argument.contains(" "));
    }

    private static List<String> candidates(String name) {
        return name.startsWith("--")
                ? OPTIONS.keySet().stream().filter(o -> o.startsWith(name)).toList()
                : List.of();
    }

    /** The full name of an option; empty for none. */
    private static Optional<String> resolve(String given) {
        if (given.equals("-h")) {
            return Optional.of("--help");
        }
        return OPTIONS.containsKey(given)
                ? Optional.of(given)
                : candidates(given).stream().findFirst();
    }

    static CompatFailure usage(String what) {
        return new CompatFailure(CompatReason.USAGE, what);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> one(String name) {
        return many(name).stream().findFirst();
    }

    List<String> many(String name) {
        return values.getOrDefault(name, List.of());
    }
}
