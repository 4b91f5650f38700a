package io.gatehouse.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a command line wants its answer, known even where the line itself cannot be understood: a
 * script that asked for JSON must find JSON, and a person their language, in the refusal too.
 *
 * @param arguments the line as it was typed
 */
record Asked(List<String> arguments) {

    Asked {
        arguments = List.copyOf(arguments);
    }

    String language() {
        return last("--lang").orElseGet(Messages::ofEnvironment);
    }

    GatehouseCommand.Format format() {
        String wanted = last("--format").orElse("").toLowerCase(Locale.ROOT);
        for (GatehouseCommand.Format format : GatehouseCommand.Format.values()) {
            if (format.name().equals(wanted)) {
                return format;
            }
        }
        return GatehouseCommand.Format.text;
    }

    /** Whether one of these options was typed. */
    boolean names(String... options) {
        for (String option : options) {
            if (arguments.stream().anyMatch(a -> a.equals(option) || a.startsWith(option + "="))) {
                return true;
            }
        }
        return false;
    }

    Output output(Surroundings surroundings) {
        return new Output(
                surroundings.out(), surroundings.err(), Messages.in(language()), format());
    }

    private Optional<String> last(String option) {
        Optional<String> value = Optional.empty();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(option + "=")) {
                value = Optional.of(arguments.get(i).substring(option.length() + 1));
            } else if (arguments.get(i).equals(option) && i + 1 < arguments.size()) {
                value = Optional.of(arguments.get(i + 1));
            }
        }
        return value;
    }
}
