package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.app.usecase.Wording;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.LineReader;
import io.gatehouse.audit.json.LineReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.DecisionSchema;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gatehouse log}: the decision logs. */
@Command(
        name = "log",
        description =
                "Verifies, shows and continues decision logs, and prints what signatures cover.",
        subcommands = {
            LogVerifyCommand.class,
            LogSummaryCommand.class,
            LogUpdateCommand.class,
            LogCommand.Canonical.class
        })
public final class LogCommand extends Group {

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
                description = "What the HMAC of this role covers; engine for revocations.")
        private Optional<String> role = Optional.empty();

        @Option(names = "--outer", description = "What the outer HMAC-SHA256 covers.")
        private boolean outer;

        @Override
        public Integer call() throws Exception {
            int number =
                    line.or(() -> index)
                            .orElseThrow(() -> Unanswerable.usage(Wording.of("line-missing")));
            DecisionLine decision = decision(number);
            byte[] covered =
                    role.isPresent()
                            ? decision.roleBytes(role.get())
                            : outer ? decision.outerBytes() : decision.bytes();
            output().raw(new String(covered, StandardCharsets.UTF_8));
            return ExitCodes.ALLOWED;
        }

        private DecisionLine decision(int number) throws IOException, Unanswerable {
            try {
                JsonObject entry = StrictJson.readSigned(line(number)).objectOrThrow();
                if (DecisionSchema.fits(entry)) {
                    return new DecisionLine(entry);
                }
            } catch (JsonFaultException e) {
                throw Unanswerable.undecided(
                        Wording.of("line-not-json", number, e.fault().message()), List.of());
            }
            throw Unanswerable.undecided(Wording.of("line-not-a-decision", number), List.of());
        }

        /** The bytes of a line without its end; a log may be larger than the memory. */
        private byte[] line(int wanted) throws IOException, Unanswerable {
            try (InputStream in = Files.newInputStream(file)) {
                LineReader lines = new LineReader(in);
                LineReading reading = lines.next();
                for (int number = 1; !(reading instanceof LineReading.End); number++) {
                    if (number == wanted && reading instanceof LineReading.Line line) {
                        return line.bytes();
                    }
                    if (number == wanted) {
                        throw Unanswerable.undecided(
                                Wording.of("no-line-of-a-log", wanted), List.of());
                    }
                    reading = lines.next();
                }
                throw Unanswerable.conflict(
                        Wording.of("log-length", file, ((LineReading.End) reading).lines()));
            }
        }
    }
}
