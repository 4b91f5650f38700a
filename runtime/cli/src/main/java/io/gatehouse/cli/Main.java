package io.gatehouse.cli;

import picocli.CommandLine;

/** Starts {@code gatehouse} and ends with its exit code. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Surroundings.system(), arguments));
    }

    /** Runs one command line; never throws, and never prints a stack trace. */
    public static int run(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    /** The command line of all verbs, for running and for generating its reference. */
    public static CommandLine commandLine(Surroundings surroundings) {
        CommandLine line = new CommandLine(new GatehouseCommand(), new VerbFactory(surroundings));
        line.setOut(surroundings.out());
        line.setErr(surroundings.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new FormatGuard());
        line.setExecutionExceptionHandler(new Faults(surroundings));
        line.setParameterExceptionHandler(new UsageFaults());
        return line;
    }
}
