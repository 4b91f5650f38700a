package io.gatehouse.cli.command;

import io.gatehouse.app.history.ArchiveWitness;
import io.gatehouse.app.history.JournalWitness;
import io.gatehouse.app.query.ReadOnlyInstallation;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.log.DecisionLogVerifier;
import io.gatehouse.audit.log.KnownSchemas;
import io.gatehouse.audit.log.VerificationContext;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Reporting;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse log verify}: as Gatehouse demands it, or as the existing verifier would. */
@Command(name = "verify", description = "Verifies decision logs; only exit 0 admits anything.")
public final class LogVerifyCommand extends Verb implements Reporting {

    /** A schema is a few kilobytes. */
    private static final int LARGEST_SCHEMA = 1024 * 1024;

    @Parameters(
            arity = "0..*",
            paramLabel = "LOG",
            description = "Logs, by file or by name (default: all of the workspace).")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--log",
            paramLabel = "LOG",
            description = "A log, as the documents write it; may be repeated.")
    private List<String> logs = new ArrayList<>();

    @Option(
            names = "--strict",
            description = "All checks: chain, head, approvals, journal, archive (the default).")
    private boolean strict;

    @Option(
            names = "--lenient",
            description = "Form and signatures alone; never exits 0, for the rest is not checked.")
    private boolean lenient;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "decision_log_v2, or its file; any other is refused.")
    private Optional<String> schema = Optional.empty();

    @Option(
            names = "--compat",
            arity = "0..*",
            paramLabel = "ARGUMENT",
            parameterConsumer = Rest.class,
            description = "All that follows goes to the behaviour of the existing Python verifier.")
    private List<String> compat;

    /** Takes every word that is left, whatever it looks like. */
    static final class Rest implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
            List<String> rest = new ArrayList<>();
            while (!words.isEmpty()) {
                rest.add(words.pop());
            }
            option.setValue(rest);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (compat != null) {
            return new CompatAnswer(output(), around()).run(compat);
        }
        if (strict && lenient) {
            throw Unanswerable.usage(output().messages().text("log.strict-or-lenient"));
        }
        Optional<Finding> unknown = againstSchema();
        if (unknown.isPresent()) {
            output().findings(List.of(unknown.get()));
            output().json(
                            "gatehouse.log-verify/1",
                            JsonObject.of("findings", Output.toJson(List.of(unknown.get()))));
            return ExitCodes.REFUSED;
        }
        ReadOnlyInstallation installation = read();
        List<Path> chosen = new ArrayList<>();
        files.forEach(file -> chosen.add(find(file)));
        logs.forEach(log -> chosen.add(find(log)));
        return verify(installation, chosen.isEmpty() ? all(installation) : chosen);
    }

    /** A log of the workspace by its name, or a file: here, or in the workspace. */
    private Path find(String typed) {
        boolean name = typed.matches("[a-z0-9][a-z0-9_-]{0,63}");
        if (name && Files.exists(workspace().decisionLog(new LogName(typed)))) {
            return workspace().decisionLog(new LogName(typed));
        }
        Path here = typed(() -> around().directory().resolve(typed));
        Path inside = workspace().root().resolve(typed);
        return !Files.exists(here) && Files.exists(inside) ? inside : here;
    }

    /** Whatever is named, lines are held to our schema: a name must not promise more than that. */
    private Optional<Finding> againstSchema() {
        if (schema.isEmpty() || KnownSchemas.isAlias(schema.get())) {
            return Optional.empty();
        }
        Optional<byte[]> bytes = read(schema.get());
        if (bytes.filter(KnownSchemas::isKnown).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                Finding.of(
                        "decision-log",
                        bytes.isPresent() ? "schema-unknown" : "schema-missing",
                        schema.get(),
                        "decision_log_v2, or a file with that schema",
                        bytes.isPresent() ? "another schema" : "no readable file and no alias",
                        "name --schema decision_log_v2, or leave it out: every line is held to"
                                + " that schema in any case"));
    }

    private Optional<byte[]> read(String name) {
        try (InputStream in = Files.newInputStream(find(name))) {
            return Optional.of(in.readNBytes(LARGEST_SCHEMA));
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private int verify(ReadOnlyInstallation installation, List<Path> chosen) {
        LogVerification verification = new LogVerification(lenient, output().messages());
        for (Path file : chosen) {
            String name = String.valueOf(file.getFileName()).replaceFirst("\\.jsonl$", "");
            LogName log = typed(() -> new LogName(name));
            verification.add(log, new DecisionLogVerifier(context(installation, log)).verify(file));
        }
        output().report(verification.report(installation.position()));
        return verification.exit();
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
        return lenient ? all.lenient() : all;
    }
}
