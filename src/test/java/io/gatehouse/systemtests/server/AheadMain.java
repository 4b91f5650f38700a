package io.gatehouse.systemtests.server;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/** {@code gatehouse} on a machine whose clock is ahead: the first argument says how far. */
public final class AheadMain {

    private AheadMain() {}

    /** Arguments: a duration such as {@code P90D}, then those of the command line. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        InstantSource clock = ahead(Duration.parse(arguments[0]));
        System.exit(
                Main.run(
                        new Surroundings(
                                out,
                                err,
                                Terminal.system(),
                                clock,
                                new SecureRandom(),
                                Path.of(""),
                                Argon2Cost.DEFAULT),
                        Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    static InstantSource ahead(Duration time) {
        return () -> Instant.now().plus(time);
    }
}
