package io.gatehouse.cli.command;

import io.gatehouse.adapter.coreconfig.NeighbourFiles;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.configuration.ConfigDiff;
import io.gatehouse.configuration.ConfigFault;
import io.gatehouse.configuration.ConfigReading;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.configuration.check.ConfigFinding;
import io.gatehouse.configuration.check.ConfigJunit;
import io.gatehouse.configuration.check.ConfigProfile;
import io.gatehouse.configuration.check.ConfigReport;
import io.gatehouse.configuration.check.ConfigValidation;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * {@code gatehouse config}: the trading configuration, judged and compared. Reads, decides nothing.
 */
@Command(
        name = "config",
        description = "Validates the trading configuration and compares two versions of it.",
        subcommands = {ConfigCommand.Validate.class, ConfigCommand.Diff.class})
public final class ConfigCommand extends Group {

    /** What verbs about configurations share. */
    abstract static class OnConfiguration extends Verb {

        /**
         * A typed path; relative ones count from where the person stands, else from the workspace.
         */
        Path file(Path typed) {
            Path here = around().directory().toAbsolutePath().resolve(typed).normalize();
            return Files.exists(here) ? here : workspace().root().resolve(typed).normalize();
        }

        /** The bytes, or empty when they cannot be had: then nothing was decided. */
        Optional<byte[]> bytes(Path file) {
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(in.readNBytes(ConfigTree.LARGEST + 1));
            } catch (IOException e) {
                output().note("config.unreadable", file);
                return Optional.empty();
            }
        }
    }

    /** {@code config validate}. */
    @Command(
            name = "validate",
            description =
                    "Validates a configuration for a profile: 0 no errors, 1 errors, 3 it cannot be read.")
    public static final class Validate extends OnConfiguration {

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                defaultValue = "config/core.yaml",
                description = "The configuration (default: ${DEFAULT-VALUE}).")
        private Path typed;

        @Option(
                names = "--profile",
                required = true,
                paramLabel = "PROFILE",
                description = "demo, paper or live.")
        private String profile;

        @Option(names = "--json", paramLabel = "FILE", description = "Writes the report as JSON.")
        private Optional<Path> json = Optional.empty();

        @Option(
                names = "--junit",
                paramLabel = "FILE",
                description = "Writes the report as JUnit XML.")
        private Optional<Path> junit = Optional.empty();

        @Override
        public Integer call() throws Exception {
            ConfigProfile chosen =
                    ConfigProfile.known(profile)
                            .orElseThrow(
                                    () ->
                                            new ParameterException(
                                                    spec().commandLine(),
                                                    output().messages()
                                                            .text("config.profile-unknown")));
            Path file = file(typed);
            Optional<byte[]> bytes = bytes(file);
            if (bytes.isEmpty()) {
                return ExitCodes.UNDECIDED;
            }
            ConfigValidation validation =
                    ConfigValidation.of(bytes.get(), chosen, NeighbourFiles.of(file, root(file)));
            ConfigReport report = new ConfigReport(inWorkspace(file), validation);
            Output output = output();
            try {
                write(json, report.fileBytes());
                write(junit, ConfigJunit.fileBytes(report));
            } catch (IOException e) {
                output.note("config.not-written");
                return ExitCodes.UNDECIDED;
            }
            print(output, report);
            output.json(ConfigReport.SCHEMA, report.toJson());
            return validation.isValid() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        }

        /** Files beside the configuration are looked at within the workspace, or its folder. */
        private Path root(Path file) {
            Path root = workspace().root().toAbsolutePath().normalize();
            return file.startsWith(root) ? root : file.getParent();
        }

        private void write(Optional<Path> to, byte[] bytes) throws IOException {
            if (to.isPresent()) {
                Path file = around().directory().toAbsolutePath().resolve(to.get()).normalize();
                Files.createDirectories(file.getParent());
                DurableFiles.replace(file, bytes);
            }
        }

        private static void print(Output output, ConfigReport report) {
            ConfigValidation validation = report.validation();
            output.say(
                    validation.isValid() ? "config.valid" : "config.invalid",
                    report.path(),
                    validation.profile().name(),
                    validation.errors().size(),
                    validation.warnings().size());
            validation.errors().forEach(finding -> finding(output, "✗", finding));
            validation.warnings().forEach(finding -> finding(output, "!", finding));
            output.line("sha256 " + validation.digests().sha256().hex());
            output.line("sha384 " + validation.digests().sha384().hex());
        }

        private static void finding(Output output, String mark, ConfigFinding finding) {
            String id = finding.code().id();
            output.line(mark + " " + id + "  " + finding.place());
            output.line(
                    "    "
                            + output.messages()
                                    .meaning("config-valid", id)
                                    .orElse(finding.code().meaning()));
            member(output, "finding.observed", finding.subject() + ": " + finding.observed());
            member(
                    output,
                    "finding.remedy",
                    output.messages().remedy("config-valid", id).orElse(finding.code().remedy()));
            output.say("config.origin." + finding.code().origin().code());
        }

        private static void member(Output output, String key, String value) {
            output.line(String.format("    %-12s%s", output.messages().text(key), value));
        }
    }

    /** {@code config diff}. */
    @Command(
            name = "diff",
            description =
                    "Compares two configurations by path, secrets masked: 0 no difference, 1 they differ, 3 one cannot be read.")
    public static final class Diff extends OnConfiguration {

        @Parameters(index = "0", paramLabel = "A", description = "The older one.")
        private Path before;

        @Parameters(index = "1", paramLabel = "B", description = "The newer one.")
        private Path after;

        @Override
        public Integer call() throws Exception {
            Optional<byte[]> old = bytes(file(before));
            Optional<byte[]> now = bytes(file(after));
            if (old.isEmpty() || now.isEmpty()) {
                return undecided();
            }
            Optional<ConfigTree> a = tree(before, old.get());
            Optional<ConfigTree> b = tree(after, now.get());
            if (a.isEmpty() || b.isEmpty()) {
                return undecided();
            }
            ConfigDiff diff = ConfigDiff.between(a.get(), b.get());
            Output output = output();
            List<String> lines = diff.lines();
            output.say(lines.isEmpty() ? "config.same" : "config.differs", lines.size());
            lines.forEach(output::line);
            output.json(
                    "gatehouse.config-diff/1",
                    JsonObject.builder()
                            .put("before", DigestPair.of(old.get()).sha384().value())
                            .put("after", DigestPair.of(now.get()).sha384().value())
                            .put("changes", diff.toJson())
                            .build());
            return diff.isEmpty() ? ExitCodes.ALLOWED : ExitCodes.REFUSED;
        }

        /** Why was noted already; who reads JSON gets a document all the same. */
        private int undecided() {
            output().json(
                            "gatehouse.fault/1",
                            JsonObject.builder()
                                    .put("exit", ExitCodes.UNDECIDED)
                                    .put("message", text("config.not-compared"))
                                    .put("findings", Output.toJson(List.of()))
                                    .build());
            return ExitCodes.UNDECIDED;
        }

        private Optional<ConfigTree> tree(Path typed, byte[] bytes) {
            ConfigReading reading = ConfigTree.read(bytes);
            if (reading instanceof ConfigReading.Parsed parsed) {
                return Optional.of(parsed.tree());
            }
            ConfigFault fault = ((ConfigReading.Refused) reading).fault();
            output().note("config.not-yaml", typed, fault);
            return Optional.empty();
        }
    }
}
