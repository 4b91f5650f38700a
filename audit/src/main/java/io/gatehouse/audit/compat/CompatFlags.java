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
     * Parses a command line.
     *
     * @throws CompatFailure USAGE
     */
    static CompatFlags parse(List<String> arguments) throws CompatFailure {
        Map<String, List<String>> values = new LinkedHashMap<>();
        Optional<String> path = Optional.empty();
        boolean onlyArguments = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!onlyArguments && argument.equals("--")) {
                onlyArguments = true;
            } else if (onlyArguments || !isOption(argument)) {
                if (path.isPresent()) {
                    throw usage("unrecognized argument " + argument);
                }
                path = Optional.of(argument);
            } else {
                int equals = argument.indexOf('=');
                String name = resolve(equals < 0 ? argument : argument.substring(0, equals));
                Kind kind = OPTIONS.get(name);
                List<String> given =
                        kind == Kind.MANY
                                ? values.computeIfAbsent(name, n -> new ArrayList<>())
                                : new ArrayList<>();
                if (kind == Kind.SWITCH) {
                    if (equals >= 0) {
                        throw usage(name + " takes no value");
                    }
                } else if (equals >= 0) {
                    given.add(argument.substring(equals + 1));
                } else {
                    i += i + 1 < arguments.size() && arguments.get(i + 1).equals("--") ? 1 : 0;
                    onlyArguments |= arguments.get(i).equals("--");
                    if (i + 1 >= arguments.size()
                            || (!onlyArguments && isOption(arguments.get(i + 1)))) {
                        throw usage(name + " needs a value");
                    }
                    i++;
                    given.add(arguments.get(i));
                }
                requireChoice(name, given);
                values.put(name, given);
            }
        }
        return new CompatFlags(path, values);
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

    private static String resolve(String given) throws CompatFailure {
        if (OPTIONS.containsKey(given)) {
            return given;
        }
        if (given.equals("-h")) {
            return "--help";
        }
        List<String> candidates = candidates(given);
        if (candidates.size() == 1) {
            return candidates.get(0);
        }
        throw usage(
                candidates.isEmpty()
                        ? "unrecognized argument " + given
                        : "ambiguous option " + given + ": " + String.join(", ", candidates));
    }

    private static void requireChoice(String name, List<String> given) throws CompatFailure {
        Set<String> choices = CHOICES.getOrDefault(name, Set.of());
        if (!choices.isEmpty() && !choices.containsAll(given)) {
            throw usage(name + " is one of " + new TreeSet<>(choices));
        }
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
