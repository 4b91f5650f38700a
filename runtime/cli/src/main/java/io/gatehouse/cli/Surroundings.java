package io.gatehouse.cli;

import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.licensing.fingerprint.OshiSource;
import io.gatehouse.adapter.licensing.fingerprint.SystemHardware;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.definitions.load.DefinitionFault;
import io.gatehouse.definitions.load.Floor;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run of the command finds around it; tests bring their own.
 *
 * @param directory the current directory
 * @param credentialCost of guessing the passphrase of a new credential
 * @param floor under the definitions that are adopted; the product has one, and tests of the engine
 *     may bring another (ADR 0043)
 * @param hardware where this machine's parts are read, with the file of a dongle if there is one
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        Terminal terminal,
        InstantSource clock,
        SecureRandom random,
        Path directory,
        Argon2Cost credentialCost,
        Function<GateDefinition, List<DefinitionFault>> floor,
        Function<Optional<Path>, Hardware> hardware) {

    /** On this machine. */
    public Surroundings(
            PrintWriter out,
            PrintWriter err,
            Terminal terminal,
            InstantSource clock,
            SecureRandom random,
            Path directory,
            Argon2Cost credentialCost,
            Function<GateDefinition, List<DefinitionFault>> floor) {
        this(
                out,
                err,
                terminal,
                clock,
                random,
                directory,
                credentialCost,
                floor,
                dongle -> new SystemHardware(Path.of("/sys"), new OshiSource(), dongle));
    }

    /** With the floor of the product. */
    public Surroundings(
            PrintWriter out,
            PrintWriter err,
            Terminal terminal,
            InstantSource clock,
            SecureRandom random,
            Path directory,
            Argon2Cost credentialCost) {
        this(out, err, terminal, clock, random, directory, credentialCost, Floor::faults);
    }

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
