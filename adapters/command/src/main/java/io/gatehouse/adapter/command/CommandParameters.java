package io.gatehouse.adapter.command;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parameters of a {@code command} action: {@code {program, arguments, environment?}}.
 *
 * @param program a name of the command configuration, never a path
 * @param arguments passed one by one; no shell sees them, so nothing in them is special
 * @param environment added to the fixed environment
 */
record CommandParameters(
        String program, List<String> arguments, SortedMap<String, String> environment) {

    private static final Set<String> MEMBERS = Set.of("program", "arguments", "environment");
    private static final int MOST_ARGUMENTS = 256;
    private static final int LONGEST_TEXT = 8 * 1024;

    private static final Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /**
     * Variables by which a loader, a shell or an interpreter takes in foreign code: with them an
     * adopted program would run what nobody adopted.
     */
    private static final Pattern INJECTING =
            Pattern.compile(
                    "PATH|HOME|LANG|LC_.*|TZ|TMPDIR|SHELL|ENV|IFS|CDPATH|EDITOR|PAGER|GCONV_PATH|HOSTALIASES"
                            + "|LD_.*|DYLD_.*|BASH.*|ZDOTDIR|PS4|PROMPT_COMMAND|PYTHON.*|PERL.*|RUBY.*|GEM_.*"
                            + "|NODE_.*|NPM_.*|JAVA_.*|JDK_.*|_JAVA_.*|CLASSPATH|MAVEN_.*|LUA_.*|PHP.*|TCL.*|GIT_.*|GATEHOUSE_.*");

    /** A definition is public and journalled: a secret in it is a secret lost. */
    private static final Pattern SECRET =
            Pattern.compile(
                    ".*(SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|CREDENTIAL|PRIVATE|API_?KEY|HMAC).*");

    CommandParameters {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    }

    /** Faults in the order of the members; empty when {@link #of} will read them. */
    static List<String> faults(JsonObject with) {
        List<String> faults = new ArrayList<>();
        with.names().stream()
                .filter(name -> !MEMBERS.contains(name))
                .forEach(name -> faults.add("unknown parameter '" + Printable.line(name) + "'"));
        if (with.text("program").filter(text -> !text.isBlank()).isEmpty()) {
            faults.add("parameter 'program' must name a configured program");
        }
        argumentFaults(with, faults);
        environmentFaults(with, faults);
        return faults;
    }

    static CommandParameters of(JsonObject with) {
        SortedMap<String, String> environment = new TreeMap<>();
        with.object("environment")
                .orElse(JsonObject.EMPTY)
                .members()
                .forEach((name, value) -> environment.put(name, ((JsonString) value).value()));
        return new CommandParameters(
                with.requireText("program"),
                with.array("arguments").stream().map(v -> ((JsonString) v).value()).toList(),
                environment);
    }

    private static void argumentFaults(JsonObject with, List<String> faults) {
        JsonValue value = with.find("arguments").orElse(JsonArray.EMPTY);
        if (!(value instanceof JsonArray arguments)) {
            faults.add("parameter 'arguments' must be a list of texts");
            return;
        }
        if (arguments.size() > MOST_ARGUMENTS) {
            faults.add("parameter 'arguments' has more than " + MOST_ARGUMENTS + " elements");
        }
        for (int i = 0; i < arguments.size(); i++) {
            if (!isText(arguments.get(i))) {
                faults.add(
                        "arguments["
                                + i
                                + "] must be a text without NUL, at most "
                                + LONGEST_TEXT
                                + " characters");
            }
        }
    }

    private static void environmentFaults(JsonObject with, List<String> faults) {
        JsonValue value = with.find("environment").orElse(JsonObject.EMPTY);
        if (!(value instanceof JsonObject environment)) {
            faults.add("parameter 'environment' must be a mapping of names to texts");
            return;
        }
        for (Map.Entry<String, JsonValue> variable : environment.members().entrySet()) {
            String name = variable.getKey();
            if (!VARIABLE.matcher(name).matches()) {
                faults.add(
                        "environment name '"
                                + Printable.line(name)
                                + "' is not of upper-case letters, digits and '_'");
            } else if (INJECTING.matcher(name).matches()) {
                faults.add("environment name '" + name + "' is fixed or could load foreign code");
            } else if (SECRET.matcher(name).matches()) {
                faults.add(
                        "environment name '"
                                + name
                                + "' looks like a secret; give the program a file instead");
            } else if (!isText(variable.getValue())) {
                faults.add("environment value of '" + name + "' must be a text without NUL");
            }
        }
    }

    private static boolean isText(JsonValue value) {
        return value instanceof JsonString text
                && text.value().length() <= LONGEST_TEXT
                && text.value().indexOf('\0') < 0;
    }
}
