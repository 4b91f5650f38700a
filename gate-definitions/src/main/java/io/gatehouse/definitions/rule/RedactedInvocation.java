package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The migrator's command line as its summary tells it: no passphrase in it (runbook RB-S6.1, {@code
 * ***REDACTED***}). Findings name places, never what stands there: a finding is archived too.
 */
final class RedactedInvocation {

    private static final String REDACTED = "***REDACTED***";

    private static final List<String> SECRET_FLAGS =
            List.of(
                    "--secret-passphrase",
                    "--secrets-rotate-passphrase",
                    "--legacy-security-passphrase");

    /** Other flags whose value would be a secret. */
    private static final Pattern SECRET =
            Pattern.compile("pass|pwd|token|credential|api-?key|hmac|private-?key|secret-?value");

    /** Endings by which a flag names a file or a variable that holds the secret. */
    private static final Pattern REFERENCE =
            Pattern.compile(".*-(?:f|fi|fil|file|e|en|env|path|id)");

    /** Flags of the migrator that stand alone. */
    private static final Set<String> ALONE =
            Set.of("--core-diff", "--dry-run", "--secrets-preview", "--secrets-backup-stdout");

    private static final Set<String> SECRET_MEMBERS =
            Set.of("passphrase", "password", "secret", "token", "value", "private_key");

    private RedactedInvocation() {}

    static void judge(ReportPart invocation) {
        List<String> arguments = new ArrayList<>();
        for (JsonValue value : invocation.list("argv").orElse(List.of())) {
            if (!(value instanceof JsonString text)) {
                invocation.refuse("wrong-kind", "argv", "texts", "something else");
                return;
            }
            arguments.add(text.value());
        }
        if (arguments.isEmpty()) {
            if (invocation.states("argv")) {
                invocation.refuse("no-member", "argv", "the arguments", "none");
            }
            return;
        }
        arguments(invocation, arguments);
        Optional<String> command = invocation.text("command");
        if (command.isPresent()
                && ShellWords.split(command.get()).filter(arguments::equals).isEmpty()) {
            // the same line in other words could hold what argv hides
            invocation.refuse(
                    "command-differs", "command", "the arguments of argv", "something else");
        }
    }

    private static void arguments(ReportPart invocation, List<String> arguments) {
        String flag = "";
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            String place = "argv[" + i + "]";
            if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                if (equals >= 0 && holdsSecret(name)) {
                    require(invocation, place, argument.substring(equals + 1));
                }
                flag = equals >= 0 || ALONE.contains(name) ? "" : name;
            } else if (flag.isEmpty()) {
                // the migrator takes no such argument: part of a passphrase with a space, perhaps
                invocation.refuse("stray-argument", place, "a flag or its value", "neither");
            } else {
                if (holdsSecret(flag)) {
                    require(invocation, place, argument);
                }
                flag = "";
            }
        }
    }

    /** By its name, or as a beginning of one: the migrator takes flags cut short. */
    private static boolean holdsSecret(String flag) {
        String name = flag.toLowerCase(Locale.ROOT);
        return SECRET_FLAGS.stream().anyMatch(f -> f.startsWith(name))
                || (SECRET.matcher(name).find() && !REFERENCE.matcher(name).matches());
    }

    private static void require(ReportPart part, String place, String value) {
        if (!value.equals(REDACTED)) {
            part.refuse("not-redacted", place, REDACTED, "a value");
        }
    }

    /** Nothing in the rest of the summary that by its name is a secret. */
    static void judgeRest(ReportPart summary) {
        walk(summary, summary.object(), "");
    }

    private static void walk(ReportPart summary, JsonValue value, String path) {
        if (value instanceof JsonObject object) {
            for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
                String here = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                boolean secret =
                        SECRET_MEMBERS.contains(member.getKey())
                                || member.getKey().endsWith("passphrase");
                if (secret && member.getValue() instanceof JsonString text) {
                    require(summary, here, text.value());
                }
                walk(summary, member.getValue(), here);
            }
        } else if (value instanceof JsonArray array) {
            array.values().forEach(v -> walk(summary, v, path + "[]"));
        }
    }
}
