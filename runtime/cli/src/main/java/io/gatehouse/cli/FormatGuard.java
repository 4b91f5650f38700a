package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Refuses, before anything is done, an output format that a verb does not have: a build server that
 * asked for JUnit and got text would find no failure in it.
 */
final class FormatGuard implements IExecutionStrategy {

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        GatehouseCommand root = (GatehouseCommand) parsed.commandSpec().userObject();
        CommandLine verb = last.commandSpec().commandLine();
        boolean offered =
                switch (root.format()) {
                    case text, json -> true;
                    case junit, markdown -> verb.getCommand() instanceof Reporting;
                };
        if (!offered && !verb.isUsageHelpRequested()) {
            throw new ParameterException(
                    verb,
                    Messages.in(root.language())
                            .text(
                                    "format.not-offered",
                                    last.commandSpec().qualifiedName(),
                                    root.format()));
        }
        return new RunLast().execute(parsed);
    }
}
