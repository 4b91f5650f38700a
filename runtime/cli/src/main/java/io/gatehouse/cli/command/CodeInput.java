package io.gatehouse.cli.command;

import io.gatehouse.cli.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where a one-time code comes from: never an argument, since a code is good for half a minute and
 * the list of processes is public.
 */
final class CodeInput {

    private static final int LONGEST = 64;

    @Option(
            names = "--code-stdin",
            description =
                    "Reads a one-time code from standard input, for a machine of too few parts; else the terminal asks.")
    private boolean stdin;

    /** The code; empty where nobody gives one. */
    Optional<String> read(Terminal terminal, String prompt) {
        return stdin ? fromStandardInput() : terminal.line(prompt).map(String::strip);
    }

    /** One line of standard input, blank where there is none. */
    static Optional<String> fromStandardInput() {
        try {
            // not closed: it is not this verb's
            byte[] bytes = System.in.readNBytes(LONGEST);
            return new String(bytes, StandardCharsets.UTF_8).lines().findFirst().map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
