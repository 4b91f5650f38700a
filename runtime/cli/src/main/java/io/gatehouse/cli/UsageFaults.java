package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** A command line that could not be understood: one line what, one line where help is; exit 2. */
final class UsageFaults implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        CommandLine line = fault.getCommandLine();
        line.getErr().println("gatehouse: " + Output.printable(String.valueOf(fault.getMessage())));
        line.getErr()
                .println("gatehouse: hint: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCodes.USAGE;
    }
}
