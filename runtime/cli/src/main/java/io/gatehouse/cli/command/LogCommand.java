package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Verb;
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
