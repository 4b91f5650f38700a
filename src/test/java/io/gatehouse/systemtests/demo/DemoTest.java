package io.gatehouse.systemtests.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.cli.Terminal;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One demo; then {@code openssl}, a strict reading and a few forgers look at it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    @TempDir static Path directory;

    private Path workspace;
    private String screen;

    @BeforeAll
    void walk() {
        workspace = directory.resolve("demo");
        Run run = gatehouse("demo", workspace.toString());
        screen = run.output();
        assertThat(run.code()).as(screen).isZero();
    }

    private record Run(int code, String output) {}

    private static Run gatehouse(String... arguments) {
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
                                Path.of(""),
                                Argon2Cost.FLOOR),
                        arguments);
        return new Run(code, text.toString());
    }

    private Run at(Path where, String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--workspace";
        all[arguments.length + 1] = where.toString();
        return gatehouse(all);
    }

    @Test
    void shouldShowTheWholeWayOnTheScreen() {
        assertThat(screen)
                .contains("NONE -> DEMO", "DEMO -> PAPER", "PAPER -> LIVE")
                .doesNotContain("STAND-IN program paper-labs")
                .contains("the configuration is validated for live: no errors")
                .doesNotContain("STAND-IN program validate-config")
                .contains("config-lineage/differs-outside")
                .contains("GRANTED: live_ready")
                .contains("ALLOWED until")
                .contains("strategy-context/halted")
                .contains("verified --strict")
                .contains("$ gatehouse audit replay --guards", "$ gatehouse audit export --out")
                .containsPattern(
                        "\\$ gatehouse audit verify .*pack\\.zip --engine-key .* --expect ")
                .contains("SOUND: installation bot-demo, whole history")
                .doesNotContain("Exception");
    }

    /** The file in use has faults that the existing tool refuses on every profile. */
    @Test
    void shouldSayWhatItFindsInTheConfigurationInUseAndWalkOnWithAnException() {
        Path inUse =
                Path.of(
                        System.getProperty("gatehouse.root"),
                        "..",
                        "shared",
                        "interop",
                        "config",
                        "core.yaml");
        assumeTrue(
                Files.exists(inUse),
                "skipped: reference material is absent: interop/config/core.yaml");

        Run run =
                gatehouse(
                        "demo",
                        directory.resolve("in-use").toString(),
                        "--config",
                        inUse.toString());

        assertThat(run.code()).as(run.output()).isZero();
        assertThat(run.output())
                .contains("the configuration is validated for demo: 61 errors, 2 warnings")
                .contains("error universe_has_no_symbol_for_exchange x17")
                .contains("error key_duplicate x4")
                .contains("waive demo-1 config-validation config-valid")
                .contains("waive paper-1 oem-bundle config-valid")
                .contains("GRANTED: paper_ready")
                .contains("gatehouse router dry-run")
                .doesNotContain("live_ready");
    }

    @Test
    void shouldRefuseToWalkWithAFaultThatNobodyMayWaive() throws IOException {
        Path config = directory.resolve("by-hand.yaml");
        Files.writeString(config, "runtime: {compliance_confirmed: true}\n");

        Run run =
                gatehouse(
                        "demo",
                        directory.resolve("by-hand").toString(),
                        "--config",
                        config.toString());

        assertThat(run.code()).as(run.output()).isEqualTo(3);
        assertThat(run.output())
                .contains("error compliance_confirmed_by_hand x1")
                .contains("no waiver helps")
                .doesNotContain("GRANTED");
    }

    @Test
    void shouldLeaveNoSecretInLogsJournalOrScreen() throws IOException {
        List<String> secrets = new ArrayList<>();
        try (Stream<Path> files =
                Stream.concat(
                        Files.walk(workspace.resolve("secrets")),
                        Files.walk(workspace.resolve("demo/passphrases")))) {
            for (Path file :
                    files.filter(
                                    f ->
                                            f.toString().endsWith(".key")
                                                    || f.toString().endsWith(".txt"))
                            .toList()) {
                secrets.add(
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip());
            }
        }
        assertThat(secrets.size()).isGreaterThan(20);
        int read = 0;
        try (Stream<Path> files =
                Stream.concat(
                        Files.walk(workspace.resolve("audit")),
                        Files.walk(workspace.resolve("var/gatehouse")))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(secrets).as("%s", file).noneMatch(content::contains);
                read++;
            }
        }
        assertThat(secrets).noneMatch(screen::contains);
        System.out.printf("secrets: %d looked for in %d files%n", secrets.size(), read);
        assertThat(read).isGreaterThan(50);
    }

    @Test
    void shouldLetOpensslRecomputeTheRoleSignatures() throws Exception {
        assumeOpenssl();
        Path log = workspace.resolve("audit/decision_logs/paper.jsonl");
        JsonObject line = firstLine(log);
        for (String role : List.of("owner", "compliance")) {
            Run canonical =
                    at(
                            workspace,
                            "log",
                            "canonical",
                            log.toString(),
                            "--line",
                            "1",
                            "--role",
                            role);
            assertThat(canonical.code()).isZero();
            Path signed = directory.resolve("signed-" + role + ".bin");
            Files.writeString(signed, canonical.output());
            String[] signature =
                    line.object("signatures").orElseThrow().requireText(role).split(":", 4);
            byte[] secret =
                    Base64.getUrlDecoder()
                            .decode(
                                    Files.readString(
                                                    workspace.resolve(
                                                            "secrets/" + signature[2] + ".key"))
                                            .strip());
            Path mac = directory.resolve("mac-" + role + ".bin");
            openssl(
                    "mac",
                    "-digest",
                    "SHA384",
                    "-macopt",
                    "hexkey:" + HexFormat.of().formatHex(secret),
                    "-binary",
                    "-in",
                    signed.toString(),
                    "-out",
                    mac.toString(),
                    "HMAC");
            assertThat(
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(Files.readAllBytes(mac)))
                    .isEqualTo(signature[3]);
        }
    }

    @Test
    void shouldLetOpensslVerifyThePermit() throws Exception {
        assumeOpenssl();
        JsonObject permit = permitOf("LIVE");
        Path file = directory.resolve("live.json");
        Files.writeString(file, CanonicalJson.text(permit));
        Run canonical = at(workspace, "permit", "canonical", file.toString());
        assertThat(canonical.code()).as(canonical.output()).isZero();
        Path signed = directory.resolve("permit.bin");
        Files.writeString(signed, canonical.output());
        Path signature = directory.resolve("permit.sig");
        Files.write(
                signature,
                Base64.getUrlDecoder()
                        .decode(permit.object("signature").orElseThrow().requireText("value")));
        Path key = directory.resolve("engine.pem");
        Files.writeString(key, pem(enginePublicKey()));
        openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                key.toString(),
                "-rawin",
                "-in",
                signed.toString(),
                "-sigfile",
                signature.toString());
    }

    @Test
    void shouldRefuseAHistoryThatWasSetBackToYesterday() throws IOException {
        Path copy = copy("yesterday");
        String position = position();
        cutTheLastGroup(copy);
        Run alone = at(copy, "audit", "fsck");
        Run expected = at(copy, "audit", "fsck", "--expect", position);
        Run whole = at(workspace, "audit", "fsck", "--expect", position);
        assertThat(whole.code()).as(whole.output()).isZero();
        // Cut without the head: seen at once. Expected: seen in any case.
        assertThat(alone.code()).as(alone.output()).isNotZero();
        assertThat(expected.code()).as(expected.output()).isNotZero();
    }

    @Test
    void shouldNoticeAnEditedDecisionLineAndAnEditedArchive() throws IOException {
        Path copy = copy("edited");
        Path log = copy.resolve("audit/decision_logs/paper.jsonl");
        Files.writeString(log, Files.readString(log).replace("\"paper_ready\"", "\"paper_reaby\""));
        Run verified = at(copy, "log", "verify", "--strict");
        assertThat(verified.code()).as(verified.output()).isNotZero();

        Path other = copy("archive");
        try (Stream<Path> files = Files.walk(other.resolve("audit/artefacts"))) {
            Path pdf =
                    files.filter(f -> Files.isRegularFile(f) && startsWith(f, "%PDF"))
                            .findFirst()
                            .orElseThrow();
            Files.writeString(pdf, "%PDF-1.7 edited");
        }
        Run strict = at(other, "log", "verify", "--strict");
        assertThat(strict.code()).as(strict.output()).isNotZero();
    }

    private static boolean startsWith(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .startsWith(text);
        } catch (IOException e) {
            return false;
        }
    }

    // ---- the journal, read without the code that wrote it

    private List<String> events() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(workspace.resolve("var/gatehouse/journal"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith("{\"commit\""))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private String position() throws IOException {
        List<String> events = events();
        String last = events.get(events.size() - 1);
        return events.size() + ":" + Digest.sha384(last.getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject permitOf(String environment) throws Exception {
        for (String line : events()) {
            JsonObject event =
                    StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
            if (event.requireText("type").equals("PERMIT_ISSUED")) {
                JsonObject permit =
                        event.object("data")
                                .orElseThrow()
                                .object("permit")
                                .orElseThrow()
                                .object("permit")
                                .orElseThrow();
                if (permit.requireText("environment").equals(environment)) {
                    return permit;
                }
            }
        }
        throw new AssertionError("no permit for " + environment);
    }

    private String enginePublicKey() throws Exception {
        JsonObject founded =
                StrictJson.readSigned(
                                events().stream()
                                        .filter(line -> line.contains("INSTALLATION_FOUNDED"))
                                        .findFirst()
                                        .orElseThrow()
                                        .getBytes(StandardCharsets.UTF_8))
                        .objectOrThrow();
        return founded.object("data").orElseThrow().requireText("engineKey");
    }

    private static JsonObject firstLine(Path log) throws Exception {
        return StrictJson.readSigned(
                        Files.readAllLines(log).get(0).getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    private void cutTheLastGroup(Path copy) throws IOException {
        try (Stream<Path> files = Files.list(copy.resolve("var/gatehouse/journal"))) {
            Path last =
                    files.filter(f -> f.toString().endsWith(".jsonl"))
                            .max(Path::compareTo)
                            .orElseThrow();
            String text = Files.readString(last);
            int end = text.lastIndexOf("{\"commit\"");
            int cut = text.lastIndexOf('\n', text.lastIndexOf("{\"commit\"", end - 1));
            Files.writeString(last, text.substring(0, text.indexOf('\n', cut + 1) + 1));
        }
    }

    private Path copy(String name) throws IOException {
        Path target = directory.resolve(name);
        try (Stream<Path> files = Files.walk(workspace)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        target.resolve(workspace.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return target;
    }

    // ---- openssl

    private static void assumeOpenssl() throws Exception {
        boolean there;
        try {
            there = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException e) {
            there = false;
        }
        assumeTrue(there, "openssl is not installed");
    }

    private void openssl(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("openssl.txt");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }

    /** RFC 8410: the twelve bytes in front of an Ed25519 key in SubjectPublicKeyInfo. */
    private static String pem(String publicKey) {
        byte[] prefix = HexFormat.of().parseHex("302a300506032b6570032100");
        byte[] key = Base64.getUrlDecoder().decode(publicKey);
        byte[] all = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, all, prefix.length, key.length);
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(all)
                + "\n-----END PUBLIC KEY-----\n";
    }
}
