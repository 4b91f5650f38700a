package io.gatehouse.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What a run of the command finds around it; tests bring their own. */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        InstantSource clock,
        SecureRandom random,
        Path directory) {

    /** Those of this process. */
    public static Surroundings system() {
        return new Surroundings(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Terminal.system(),
                InstantSource.system(),
                new SecureRandom(),
                Path.of(""));
    }
}
