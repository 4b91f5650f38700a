package io.gatehouse.systemtests.oem;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An installation that licenses machines, and copies of it. */
final class Vendor {

    private static final List<String> PURPOSES =
            List.of("licence-signing", "fingerprint-signing", "revocation-signing", "device-state");

    /** Where the issued licence is carried. */
    static final String LICENCE = "stick/license.json";

    /** The licensed machine's document, beside it. */
    static final String FINGERPRINT = "stick/fingerprint.json";

    private final Path workspace;
    private final Path passphrases;

    private Vendor(Path workspace, Path passphrases) {
        this.workspace = workspace;
        this.passphrases = passphrases;
    }

    /** Founds the installation; its keys are adopted. */
    static Vendor found(Path home) throws IOException {
        Path passphrases = Files.createDirectories(home.resolve("passphrases"));
        for (String person : List.of("olga", "carl", "otto")) {
            Path file = Files.writeString(passphrases.resolve(person), "horse of " + person + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Vendor vendor = new Vendor(home.resolve("workspace"), passphrases);
        vendor.run(
                "init",
                "--id",
                "bot-1",
                "--device",
                "bench",
                "--person",
                "olga:Olga Owner:owner",
                "--person",
                "carl:Carl Compliance:compliance",
                "--person",
                "otto:Otto Operator:operator",
                "--passphrases",
                passphrases.toString());
        for (String purpose : PURPOSES) {
            vendor.run("key", "new", "--purpose", "evidence:" + purpose);
        }
        vendor.as("olga", "adopt", "--yes");
        vendor.as("carl", "adopt", "--yes");
        Path config = vendor.workspace.resolve("config/core.yaml");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "mode: paper\n");
        return vendor;
    }

    Path workspace() {
        return workspace;
    }

    /** Licenses the machine whose document lies at {@link #FINGERPRINT}, by a second person. */
    void license() throws IOException {
        String made =
                run(
                        "licence",
                        "request",
                        "--fingerprint",
                        FINGERPRINT,
                        "--requester",
                        "otto",
                        "--out",
                        "request.json");
        Matcher digest = Pattern.compile("digest +(sha384:[0-9a-f]{96})").matcher(made);
        if (!digest.find()) {
            throw new AssertionError(made);
        }
        as("carl", "licence", "approve", "request.json", "--yes", "--digest", digest.group(1));
        run(
                "licence",
                "provision",
                "request.json",
                "--config",
                "config/core.yaml",
                "--usb",
                LICENCE);
        run("licence", "revoke");
    }

    /** The same installation at another place, with keys and memory: the worst that is copied. */
    Path copy(Path to) throws IOException {
        try (Stream<Path> all = Files.walk(workspace)) {
            for (Path file : all.toList()) {
                Files.copy(
                        file,
                        to.resolve(workspace.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private String as(String person, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--as", person));
        all.addAll(List.of("--passphrase-file", passphrases.resolve(person).toString()));
        return run(all.toArray(String[]::new));
    }

    private String run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--workspace", workspace.toString(), "--lang", "en"));
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int code =
                Main.run(
                        new Surroundings(
                                out,
                                out,
                                Terminal.system(),
                                InstantSource.system(),
                                new SecureRandom(),
                                workspace,
                                Argon2Cost.FLOOR),
                        all.toArray(String[]::new));
        if (code != 0) {
            throw new AssertionError(all + " ended with " + code + "\n" + text);
        }
        return text.toString();
    }
}
