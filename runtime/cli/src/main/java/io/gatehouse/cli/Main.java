package io.gatehouse.cli;

import io.gatehouse.cli.command.SpanConverter;
import io.gatehouse.cli.command.TimeConverter;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine;

/** Starts {@code gatehouse} and ends with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.system(), arguments));
    }

    /** Runs one command line; never throws, and never prints a stack trace. */
    public static int run(Surroundings surroundings, String... arguments) {
        CommandLine line = commandLine(surroundings);
        // Help is printed while the line is parsed: its language has to be known before.
        if (Messages.in(language(arguments)).language().equals("pl")) {
            Descriptions.translate(line.getCommandSpec(), Messages.in("pl"));
        }
        return line.execute(arguments);
    }

    private static String language(String... arguments) {
        String language = Messages.ofEnvironment();
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].startsWith("--lang=")) {
                language = arguments[i].substring("--lang=".length());
            } else if (arguments[i].equals("--lang") && i + 1 < arguments.length) {
                language = arguments[i + 1];
            }
        }
        return language;
    }

    /** The command line of all verbs, for running and for generating its reference. */
    public static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new GatehouseCommand(), new VerbFactory(surroundings));
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Duration.class, new SpanConverter());
        line.registerConverter(Instant.class, new TimeConverter());
        line.setExecutionStrategy(new FormatGuard());
        line.setExecutionExceptionHandler(new Faults(surroundings));
        line.setParameterExceptionHandler(new UsageFaults());
        return line;
    }
}
