package io.gatehouse.cli.command;

import io.gatehouse.app.history.ArchiveWitness;
import io.gatehouse.app.history.DecisionLogFiles;
import io.gatehouse.app.history.JournalWitness;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.LogReport;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse log}: the decision logs. */
@Command(
        name = "log",
        description = "Verifies decision logs and prints the bytes that their signatures cover.",
        subcommands = {LogCommand.Verify.class, LogCommand.Canonical.class})
public final class LogCommand extends Group {

    /** {@code log verify}. */
    @Command(name = "verify", description = "Verifies decision logs; only exit 0 admits anything.")
    public static final class Verify extends Verb {

        @Parameters(
                arity = "0..*",
                paramLabel = "FILE",
                description = "Logs (default: all of the workspace).")
        private List<Path> files = new ArrayList<>();

        @Option(
                names = "--strict",
                description = "All checks: chain, head, approvals, journal, archive.")
        private boolean strict;

        @Override
        public Integer call() throws Exception {
            ReadOnlyInstallation installation = read();
            List<Path> logs = files.isEmpty() ? all(installation) : files;
            Output output = output();
            List<JsonObject> answers = new ArrayList<>();
            List<Verdict> verdicts = new ArrayList<>();
            for (Path file : logs) {
                LogName log =
                        new LogName(
                                String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", ""));
                VerificationContext context = context(installation, log);
                LogReport report = new DecisionLogVerifier(context).verify(file);
                // Without --strict fewer checks were asked for: what was asked is the answer.
                Verdict verdict =
                        strict
                                ? report.verdict()
                                : report.faultless() ? Verdict.PASS : Verdict.FAIL;
                verdicts.add(verdict);
                List<Finding> findings =
                        DecisionLogFiles.findings(report).stream()
                                .filter(f -> strict || !f.code().equals("unchecked"))
                                .toList();
                output.say(
                        "log." + verdict, log + ".jsonl", report.lines(), strict ? "--strict" : "");
                output.findings(findings);
                answers.add(
                        JsonObject.builder()
                                .put("log", log.value())
                                .put("lines", report.lines())
                                .put("strict", strict)
                                .put("verdict", verdict.name())
                                .put("findings", Output.toJson(findings))
                                .build());
            }
            if (logs.isEmpty()) {
                output.say("log.none");
            }
            output.json("gatehouse.log-verify/1", JsonObject.of("logs", answers));
            Verdict worst = Verdict.worst(verdicts);
            return worst == Verdict.PASS
                    ? ExitCodes.ALLOWED
                    : worst == Verdict.FAIL ? ExitCodes.REFUSED : ExitCodes.UNDECIDED;
        }

        private List<Path> all(ReadOnlyInstallation installation) {
            return installation.lines().keySet().stream().map(workspace()::decisionLog).toList();
        }

        private VerificationContext context(ReadOnlyInstallation installation, LogName log) {
            VerificationContext all =
                    VerificationContext.strict(installation.keys(), installation.people())
                            .withWitnesses(
                                    List.of(
                                            new JournalWitness(
                                                    installation
                                                            .lines()
                                                            .getOrDefault(log, List.of())
                                                            .stream()
                                                            .map(LineAppended::digest)
                                                            .toList()),
                                            new ArchiveWitness(workspace(), installation.state())))
                            .asOf(now().plusSeconds(5));
            return strict ? all : all.lenient();
        }
    }

    /** {@code log canonical}. */
    @Command(
            name = "canonical",
            description = "Prints exact bytes: of a line, or what the HMAC of a role covers.")
    public static final class Canonical extends Verb {

        @Parameters(index = "0", paramLabel = "FILE", description = "The log.")
        private Path file;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "INDEX",
                description = "The line, from 1.")
        private Optional<Integer> index = Optional.empty();

        @Option(names = "--line", paramLabel = "INDEX", description = "The line, from 1.")
        private Optional<Integer> line = Optional.empty();

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                description = "What the HMAC of this role covers; 'engine' for revocations.")
        private Optional<String> role = Optional.empty();

        @Option(names = "--outer", description = "What the outer HMAC-SHA256 covers.")
        private boolean outer;

        @Override
        public Integer call() throws Exception {
            int number = line.or(() -> index).orElseThrow(() -> Unanswerable.usage("name a line"));
            List<String> lines = Files.readAllLines(file);
            if (number < 1 || number > lines.size()) {
                throw Unanswerable.conflict("the log has " + lines.size() + " lines");
            }
            byte[] bytes = lines.get(number - 1).getBytes(StandardCharsets.UTF_8);
            DecisionLine decision = new DecisionLine(StrictJson.readSigned(bytes).objectOrThrow());
            byte[] covered =
                    role.isPresent()
                            ? decision.roleBytes(role.get())
                            : outer ? decision.outerBytes() : decision.bytes();
            output().raw(new String(covered, StandardCharsets.UTF_8));
            return ExitCodes.ALLOWED;
        }
    }
}
