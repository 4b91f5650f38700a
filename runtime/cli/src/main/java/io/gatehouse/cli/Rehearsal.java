package io.gatehouse.cli;

import io.gatehouse.audit.key.Argon2Cost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gives the usual commands once in a throw-away workspace, so that the launcher can archive the
 * classes that they load. What the commands answer does not matter, and nothing is shown.
 */
public final class Rehearsal {

    private static final String PASSPHRASE = "of a throw-away workspace";
    private static final List<String> PEOPLE =
            List.of("olga:Olga:owner", "carl:Carl:compliance", "otto:Otto:operator,runtime");

    private final Path home;

    private Rehearsal(Path home) {
        this.home = home;
    }

    /** Argument: an empty directory, which the caller removes. */
    public static void main(String[] arguments) throws IOException {
        new Rehearsal(Path.of(arguments[0])).run();
    }

    private void run() throws IOException {
        List<String> init =
                new ArrayList<>(List.of("init", "--id", "rehearsal", "--device", "none"));
        for (String person : PEOPLE) {
            passphrase(person.substring(0, person.indexOf(':')));
            init.addAll(List.of("--person", person));
        }
        init.addAll(List.of("--passphrases", home.resolve("passphrases").toString()));
        give("version");
        give("--help");
        give(init.toArray(String[]::new));
        give("status");
        give("status", "--lang", "pl");
        give("status", "--format", "json");
        give("next");
        give("pending");
        give("as-otto", "promotion", "open", "demo", "--bundle", "sha384:" + "0".repeat(96));
        give("check", "demo");
        give("settle");
        give("log", "verify", "demo");
        give("audit", "fsck");
        give("audit", "replay");
        give("audit", "show");
        give("permit", "show");
        give("doctor");
    }

    private void passphrase(String person) throws IOException {
        Path file = home.resolve("passphrases").resolve(person);
        Files.createDirectories(file.getParent());
        Files.writeString(file, PASSPHRASE + "\n", StandardCharsets.US_ASCII);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void give(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        if (all.remove("as-otto")) {
            all.addAll(
                    List.of(
                            "--as",
                            "otto",
                            "--passphrase-file",
                            home.resolve("passphrases/otto").toString()));
        }
        all.addAll(List.of("--workspace", home.resolve("workspace").toString()));
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Terminal nobody =
                new Terminal() {
                    @Override
                    public Optional<char[]> passphrase(String prompt) {
                        return Optional.empty();
                    }

                    @Override
                    public Optional<String> line(String prompt) {
                        return Optional.empty();
                    }
                };
        Main.run(
                new Surroundings(
                        nowhere,
                        nowhere,
                        nobody,
                        InstantSource.system(),
                        new SecureRandom(),
                        home,
                        Argon2Cost.FLOOR),
                all.toArray(String[]::new));
    }
}
