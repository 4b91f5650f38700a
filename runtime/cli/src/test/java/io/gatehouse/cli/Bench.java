package io.gatehouse.cli;

import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.audit.key.Argon2Cost;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.definitions.load.Floor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workspace with people, and a command line whose clock a test moves. */
final class Bench {

    static final String BUNDLE = Digest.sha384("bundle".getBytes(StandardCharsets.UTF_8)).value();
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** One of each, and a second runtime engineer, so that nobody has to approve own work. */
    static final List<String> PEOPLE =
            List.of(
                    "olga:Olga Owner:owner",
                    "carl:Carl Compliance:compliance",
                    "rita:Rita Runtime:runtime",
                    "rolf:Rolf Runtime:runtime",
                    "otto:Otto Operator:operator");

    /** What a command line answered. */
    record Said(int exit, String out, String err) {}

    private final Path home;
    private final Path workspace;
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final InstantSource clock = () -> now.updateAndGet(time -> time.plusMillis(1));

    private HardwareReading machine = new HardwareReading(Map.of(), false);

    private Bench(Path home) {
        this(home, home.resolve("ws"));
    }

    private Bench(Path home, Path workspace) {
        this.home = home;
        this.workspace = workspace;
    }

    /** The same people at a workspace of another directory, which need not be there. */
    Bench elsewhere(Path other) {
        return new Bench(home, other);
    }

    /** An empty workspace with a small definition of gate demo, not founded yet. */
    static Bench empty(Path home) throws IOException {
        Bench bench = new Bench(home);
        bench.write("gatehouse/gates/demo.yaml", definition());
        bench.write("gatehouse/commands.yaml", "commands:\n  smoke: [scripts/smoke.sh]\n");
        bench.write(
                "scripts/smoke.sh",
                "#!/bin/sh\nset -e\nmkdir -p reports/smoke\n"
                        + "printf '{\"status\":\"%s\"}' \"${1:-PASS}\" > reports/smoke/report.json\n");
        Files.setPosixFilePermissions(
                bench.workspace.resolve("scripts/smoke.sh"),
                PosixFilePermissions.fromString("rwx------"));
        bench.write("config/core.yaml", "execution:\n  mode: demo\n");
        for (String person : PEOPLE) {
            bench.passphrase(person.substring(0, person.indexOf(':')));
        }
        return bench;
    }

    /** A founded installation. */
    static Bench founded(Path home) throws IOException {
        Bench bench = empty(home);
        Said said = bench.init();
        if (said.exit() != 0) {
            throw new IllegalStateException(said.out() + said.err());
        }
        return bench;
    }

    /** What was made in another home before, as a copy of it. */
    static Bench copy(Path of, Path home) throws IOException {
        try (Stream<Path> all = Files.walk(of)) {
            for (Path file : all.toList()) {
                Path target = home.resolve(of.relativize(file).toString());
                if (!Files.isDirectory(target)) {
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new Bench(home);
    }

    Said init() {
        return init("bot-1");
    }

    Said init(String installation) {
        List<String> arguments =
                new ArrayList<>(List.of("init", "--id", installation, "--device", "bench"));
        PEOPLE.forEach(person -> arguments.addAll(List.of("--person", person)));
        arguments.addAll(List.of("--passphrases", home.resolve("passphrases").toString()));
        return run(arguments.toArray(String[]::new));
    }

    private static String definition() {
        return """
                gate: demo
                title: {pl: Gotowość demo, en: Demo readiness}
                from: NONE
                to: DEMO
                log: demo
                stage: demo
                grants:
                  status: demo_ready
                  flags: {StrategyContext.require_demo_mode: true, runtime.compliance_confirmed: false}
                expires-after: P14D
                approval-validity: P1D
                permit-validity: PT24H
                configuration: core-config
                steps:
                  - id: smoke
                    source: RB-1.3
                    title: {pl: Test dymny, en: Smoke test}
                    responsible: runtime
                    action: {adapter: command, with: {program: smoke, arguments: []}, timeout: PT1M}
                    artefacts:
                      - {id: smoke-report, path: reports/smoke/*.json}
                    accept:
                      - {rule: command-succeeded}
                      - {rule: artefact-present}
                      - {rule: report-verdict, artefact: smoke-report, member: status, one-of: [PASS]}
                      - {rule: digest-matches, require: sha256}
                  - id: configuration
                    source: RB-1.1
                    title: {pl: Konfiguracja, en: Configuration}
                    responsible: runtime
                    artefacts:
                      - {id: core-config, path: config/core.yaml, entry-key: config_hash}
                    accept:
                      - {rule: artefact-present}
                      - {rule: digest-matches, require: sha256}
                      - {rule: signed-off, role: owner}
                decision:
                  id: demo-decision
                  source: RB-1.4
                  title: {pl: Wpis demo_ready, en: Entry demo_ready}
                  responsible: operator
                  accept:
                    - {rule: entry-signed}
                    - {rule: distinct-persons}
                    - {rule: flags-match}
                    - {rule: digest-matches, require: sha256}
                approvals:
                  - {role: runtime, count: 1}
                  - {role: owner, count: 1}
                separation: {approver-differs-from: [requester, preparer], approvers: pairwise}
                on-failure: demote
                """;
    }

    Path workspace() {
        return workspace;
    }

    InstantSource clock() {
        return clock;
    }

    Path home() {
        return home;
    }

    void passphrase(String name) throws IOException {
        Path file = home.resolve("passphrases").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "correct horse of " + name + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    Path write(String path, String text) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** The parts of the machine that command lines run on from now on. */
    void machine(HardwareReading reading) {
        machine = reading;
    }

    void sleep(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    /** Runs a command line as a person with that person's first credential. */
    Said as(String person, String... arguments) {
        return with(
                person, workspace.resolve("secrets/people/" + person + ".json"), person, arguments);
    }

    /** The digest of the entry that promotion {@code p-1} proposes, as it is read out. */
    String proposed() {
        Matcher digest =
                Pattern.compile("The entry to be signed, (sha384:[0-9a-f]{96})")
                        .matcher(run("promotion", "show", "p-1", "--diff").out());
        if (!digest.find()) {
            throw new AssertionError("nothing is proposed");
        }
        return digest.group(1);
    }

    /** Approves promotion {@code p-1} as a script does: with the digest that was read out. */
    Said approve(String person, String... more) {
        List<String> all =
                new ArrayList<>(
                        List.of("promotion", "approve", "p-1", "--yes", "--digest", proposed()));
        all.addAll(List.of(more));
        return as(person, all.toArray(String[]::new));
    }

    /** Runs a command line with a certain credential. */
    Said with(String person, Path credential, String passphrase, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--as",
                        person,
                        "--credential",
                        credential.toString(),
                        "--passphrase-file",
                        home.resolve("passphrases").resolve(passphrase).toString()));
        return run(all.toArray(String[]::new));
    }

    /** Runs a command line as a person who is at the terminal and answers so. */
    Said asked(String person, List<String> answers, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of(
                        "--as",
                        person,
                        "--passphrase-file",
                        home.resolve("passphrases").resolve(person).toString()));
        return run(answering(new ArrayDeque<>(answers)), all.toArray(String[]::new));
    }

    /** Runs a command line; nobody is at the terminal. */
    Said run(String... arguments) {
        return run(nobody(), arguments);
    }

    private Said run(Terminal terminal, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--workspace", workspace.toString()));
        if (!all.contains("--lang")) {
            all.addAll(List.of("--lang", "en"));
        }
        int exit =
                Main.run(
                        new Surroundings(
                                new PrintWriter(out, true),
                                new PrintWriter(err, true),
                                terminal,
                                clock,
                                new SecureRandom(),
                                workspace,
                                Argon2Cost.FLOOR,
                                Floor::general,
                                dongle -> () -> machine),
                        all.toArray(String[]::new));
        return new Said(exit, out.toString(), err.toString());
    }

    /** Somebody who types these lines, one for each question. */
    private static Terminal answering(Deque<String> answers) {
        return new Terminal() {
            @Override
            public Optional<char[]> passphrase(String prompt) {
                return Optional.empty();
            }

            @Override
            public Optional<String> line(String prompt) {
                return Optional.ofNullable(answers.poll());
            }
        };
    }

    static Terminal nobody() {
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

    /** Opens promotion p-1 as the operator. */
    Said open() {
        return as(
                "otto",
                "promotion",
                "open",
                "demo",
                "--id",
                "p-1",
                "--release",
                "r-1",
                "--bundle",
                BUNDLE,
                "--commit",
                COMMIT);
    }

    /** Everything up to the proposed entry. */
    void propose() {
        require(open(), 0);
        require(as("rita", "promotion", "run", "p-1"), 0);
        require(as("rita", "evidence", "add", "p-1", "config/core.yaml"), 8);
        require(as("olga", "promotion", "signoff", "p-1"), 0);
    }

    static void require(Said said, int exit) {
        if (said.exit() != exit) {
            throw new AssertionError(
                    "exit " + said.exit() + " instead of " + exit + "\n" + said.out() + said.err());
        }
    }
}
