package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.definitions.load.Floor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code log verify} as the documents write it, and {@code --compat} over the logs of a walk. */
class LogVerifyTest {

    @TempDir private Path home;

    @Test
    void shouldTakeTheCommandOfTheDocuments() throws IOException {
        Bench bench = walked();
        Path schema =
                Path.of(System.getProperty("gatehouse.root", "../.."))
                        .resolve("docs/schemas/decision_log_v2.json")
                        .toAbsolutePath();
        bench.write("docs/schemas/decision_log_v2.json", Files.readString(schema));

        Bench.Said said =
                bench.run(
                        "log",
                        "verify",
                        "--strict",
                        "--schema",
                        "docs/schemas/decision_log_v2.json",
                        "--log",
                        "audit/decision_logs/demo.jsonl");

        assertThat(said.exit()).as(said.out() + said.err()).isZero();
        assertThat(said.out()).contains("demo.jsonl: 1 line(s), verified");
        Bench.require(
                bench.run("log", "verify", "--strict", "--schema", "decision_log_v2", "demo"), 0);
    }

    @Test
    void shouldVerifyStrictlyUnlessItIsToldOtherwise() throws IOException {
        Bench bench = walked();

        Bench.Said plain = bench.run("log", "verify", "--format", "json");
        assertThat(plain.exit()).as(plain.out() + plain.err()).isZero();
        assertThat(plain.out()).contains("\"strict\":true");

        // the line is whole and signed; that it is the last one says the head alone
        Files.delete(home.resolve("ws/audit/decision_logs/demo.jsonl.head"));
        assertThat(bench.run("log", "verify").exit()).isNotZero();
    }

    @Test
    void shouldNeverCallALenientVerificationVerified() throws IOException {
        Bench bench = walked();

        Bench.Said lenient = bench.run("log", "verify", "--lenient");
        assertThat(lenient.exit()).as(lenient.out()).isEqualTo(ExitCodes.UNDECIDED);
        assertThat(lenient.out()).contains("--lenient").doesNotContain("verified");
        assertThat(bench.run("log", "verify", "--lenient", "--strict").exit())
                .isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void shouldRefuseASchemaThatItDoesNotHoldLinesTo() throws IOException {
        Bench bench = walked();
        bench.write("other.json", "{\"type\":\"object\"}");

        Bench.Said unknown = bench.run("log", "verify", "--schema", "other.json");
        Bench.Said missing = bench.run("log", "verify", "--schema", "none.json");

        assertThat(unknown.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(unknown.out()).contains("schema-unknown", "other.json");
        assertThat(missing.exit()).isEqualTo(ExitCodes.REFUSED);
        assertThat(missing.out()).contains("schema-missing", "none.json");
    }

    /** What Gatehouse writes passes a verifier that behaves as the existing one is described. */
    @Test
    void shouldPassTheExistingVerifierWithTheLogsOfAWalk() throws IOException {
        Bench bench = walked();
        Path key = outerKey(bench);
        String log = bench.workspace().resolve("audit/decision_logs/demo.jsonl").toString();

        for (String schema : List.of("decision_log_v2", "builtin:decision_log_v2")) {
            Bench.Said said =
                    compat(bench, log, "--hmac-key-file", key.toString(), "--schema", schema);
            assertThat(said.exit()).as(said.out() + said.err()).isZero();
            assertThat(said.err()).contains("accepted: 1 entries", "never satisfies a guard");
            assertThat(said.out()).isEmpty();
        }
    }

    @Test
    void shouldBreakOffWithOneLineWhereTheExistingVerifierCrashes() throws IOException {
        Bench bench = Bench.empty(home);
        bench.write("empty.key", " \n");
        bench.write("log.jsonl", "{\"a\":1}\n");

        Bench.Said said =
                compat(bench, "log.jsonl", "--hmac-key-file", "empty.key", "--allow-unsigned");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("the key file empty.key is empty").doesNotContain("\tat ");
        assertThat(said.err().lines()).hasSize(2);
    }

    @Test
    void shouldTakeNothingThatFollowsForAnOptionOfItsOwn() throws IOException {
        Bench bench = Bench.empty(home);
        bench.write("log.jsonl", "{\"a\":1}\n");

        assertThat(compat(bench, "log.jsonl", "--allow").exit()).isZero();
        assertThat(compat(bench, "log.jsonl", "--strict").exit()).isEqualTo(2);
        assertThat(compat(bench, "--strict").err()).contains("unrecognized argument --strict");
        assertThat(compat(bench, "log.jsonl", "--core-config", "core.yaml").exit()).isEqualTo(3);
        assertThat(compat(bench, "--list-schema-aliases").out()).contains("decision_log_v2");
        Bench.Said report = compat(bench, "log.jsonl", "--allow", "--report", "-");
        assertThat(report.exit()).isZero();
        assertThat(report.out()).startsWith("{\n  \"report_version\": 1,");
    }

    /** A gate that is walked through to its line. */
    private Bench walked() throws IOException {
        Bench bench = Bench.founded(home);
        bench.propose();
        Bench.require(bench.approve("rolf"), 0);
        Bench.require(bench.approve("olga"), 0);
        Bench.require(bench.as("otto", "promotion", "seal", "p-1"), 0);
        return bench;
    }

    /** The outer secret as raw bytes, which is how the existing tools take a key. */
    private Path outerKey(Bench bench) throws IOException {
        String line = Files.readString(bench.workspace().resolve("audit/decision_logs/demo.jsonl"));
        String id =
                line.replaceAll(
                        "(?s).*\"algorithm\":\"HMAC-SHA256\",\"key_id\":\"([^\"]+)\".*", "$1");
        Path secret;
        try (var files = Files.walk(bench.workspace().resolve("secrets"))) {
            secret =
                    files.filter(f -> String.valueOf(f.getFileName()).startsWith(id))
                            .findFirst()
                            .orElseThrow();
        }
        return Files.write(
                home.resolve("outer.key"),
                Base64.getUrlDecoder().decode(Files.readString(secret).strip()));
    }

    private Bench.Said compat(Bench bench, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "--workspace",
                                bench.workspace().toString(),
                                "--lang",
                                Locale.ENGLISH.getLanguage(),
                                "log",
                                "verify",
                                "--compat"));
        all.addAll(List.of(arguments));
        int exit =
                Main.run(
                        new Surroundings(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                nobody(),
                                bench.clock(),
                                new SecureRandom(),
                                bench.workspace(),
                                Argon2Cost.FLOOR,
                                Floor::general),
                        all.toArray(String[]::new));
        return new Bench.Said(exit, out.toString(), err.toString());
    }

    private static Terminal nobody() {
        return new Terminal() {
            @Override
            public Optional<char[]> passphrase(String prompt) {
                return Optional.empty();
            }

            @Override
            public Optional<String> line(String prompt) {
                return Optional.empty();
            }
        };
    }
}
