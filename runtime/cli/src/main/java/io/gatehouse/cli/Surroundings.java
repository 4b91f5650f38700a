package io.gatehouse.cli;

import io.gatehouse.audit.key.Argon2Cost;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a run of the command finds around it; tests bring their own.
 *
 * @param directory the current directory
 * @param credentialCost of guessing the passphrase of a new credential
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        InstantSource clock,
        SecureRandom random,
        Path directory,
        Argon2Cost credentialCost) {

    /** Those of this process. */
    public static Surroundings system() {
        return new Surroundings(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Terminal.system(),
                InstantSource.system(),
                new SecureRandom(),
                Path.of(""),
                Argon2Cost.DEFAULT);
    }
}
