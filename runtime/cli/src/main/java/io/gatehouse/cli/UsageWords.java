package io.gatehouse.cli;

import io.gatehouse.core.definition.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in the person's language. */
final class UsageWords {

    private static final String EXCLUSIVE = " are mutually exclusive";

    private final Messages messages;
    private final Asked asked;

    UsageWords(Messages messages, Asked asked) {
        this.messages = messages;
        this.asked = asked;
    }

    String of(ParameterException fault) {
        if (fault instanceof UnmatchedArgumentException unmatched) {
            return messages.text("usage.unknown", String.join(", ", unmatched.getUnmatched()));
        }
        if (fault instanceof MissingParameterException missing) {
            return missing(missing.getMissing(), fault);
        }
        if (fault instanceof OverwrittenOptionException twice) {
            return messages.text("usage.twice", name(twice.getOverwritten()));
        }
        if (fault instanceof MutuallyExclusiveArgsException) {
            return exclusive(String.valueOf(fault.getMessage()));
        }
        if (fault.getArgSpec() != null && fault.getValue() != null) {
            return value(fault.getArgSpec(), fault.getValue());
        }
        return String.valueOf(fault.getMessage());
    }

    private String missing(List<ArgSpec> missing, ParameterException fault) {
        if (missing == null || missing.isEmpty()) {
            return String.valueOf(fault.getMessage());
        }
        String names = missing.stream().map(UsageWords::name).collect(Collectors.joining(", "));
        if (missing.get(0) instanceof OptionSpec option && asked.names(option.names())) {
            return messages.text("usage.missing-value", names);
        }
        boolean choice =
                missing.size() > 1
                        && missing.stream()
                                .allMatch(a -> a.group() != null && a.group().exclusive());
        return messages.text(choice ? "usage.group-missing" : "usage.missing", names);
    }

    private String exclusive(String said) {
        int end = said.indexOf(EXCLUSIVE);
        return end < 0
                ? said
                : messages.text("usage.exclusive", said.substring(0, end).replace("Error: ", ""));
    }

    private String value(ArgSpec argument, String value) {
        Class<?> type = type(argument);
        String name = name(argument);
        if (type.isEnum()) {
            return oneOf(name, value, choices(type));
        }
        if (type == Duration.class) {
            return messages.text("usage.value-span", name, value);
        }
        if (type == Instant.class) {
            return messages.text("usage.value-time", name, value);
        }
        if (type == Path.class) {
            return messages.text("usage.value-path", name, value);
        }
        boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
        return messages.text(number ? "usage.value-number" : "usage.value", name, value);
    }

    private String oneOf(String name, String value, List<String> choices) {
        return messages.text("usage.value-one-of", name, value, String.join(", ", choices));
    }

    private static List<String> choices(Class<?> type) {
        return type == Role.class
                ? Arrays.stream(Role.values()).map(Role::code).toList()
                : Arrays.stream(type.getEnumConstants()).map(String::valueOf).toList();
    }

    /** The type of one value, inside of an Optional or a list too. */
    private static Class<?> type(ArgSpec argument) {
        Class<?>[] inner = argument.auxiliaryTypes();
        return inner.length > 0 ? inner[0] : argument.type();
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
