package io.gatehouse.cli;

import io.gatehouse.cli.command.SpanConverter;
import io.gatehouse.cli.command.TimeConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine;

/** Starts {@code gatehouse} and ends with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.system(), arguments));
    }

    /** Runs one command line; never throws, and never prints a stack trace. */
    public static int run(Surroundings surroundings, String... arguments) {
        Asked asked = new Asked(List.of(arguments));
        CommandLine line = commandLine(surroundings, asked);
        // Help is printed while the line is parsed: its language has to be known before.
        Messages messages = Messages.in(asked.language());
        if (messages.language().equals("pl")) {
            Descriptions.translate(line.getCommandSpec(), messages);
        }
        int code;
        try {
            code = line.execute(arguments);
        } catch (StackOverflowError | OutOfMemoryError e) {
            code =
                    Faults.answer(
                            asked.output(surroundings),
                            ExitCodes.UNDECIDED,
                            "fault.resources",
                            List.of());
        }
        return delivered(surroundings, asked, code);
    }

    /** A yes that nobody could read is none: the disk was full, or the reader has gone. */
    private static int delivered(Surroundings surroundings, Asked asked, int code) {
        if (!surroundings.out().checkError()) {
            return code;
        }
        asked.output(surroundings).note("fault.not-written");
        return code == ExitCodes.ALLOWED ? ExitCodes.UNDECIDED : code;
    }

    /** The command line of all verbs, for running and for generating its reference. */
    public static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, new Asked(List.of()));
    }

    static CommandLine commandLine(Surroundings surroundings, Asked asked) {
        VerbFactory factory = new VerbFactory(surroundings);
        CommandLine line = new CommandLine(new GatehouseCommand(), factory);
        for (String verb : Verbs.neededBy(asked.arguments())) {
            line.addSubcommand(verb, new CommandLine(Verbs.of(verb), factory));
        }
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        // An argument that begins with @ is a value, not a file whose content would be arguments.
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Duration.class, new SpanConverter());
        line.registerConverter(Instant.class, new TimeConverter());
        line.setExecutionStrategy(new FormatGuard());
        line.setExecutionExceptionHandler(new Faults(surroundings));
        line.setParameterExceptionHandler(new UsageFaults(surroundings, asked));
        return line;
    }
}
