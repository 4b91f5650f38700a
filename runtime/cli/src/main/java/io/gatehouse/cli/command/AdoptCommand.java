package io.gatehouse.cli.command;

import io.gatehouse.app.rules.RuleFiles;
import io.gatehouse.app.usecase.Adopt;
import io.gatehouse.app.usecase.Answer;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.cli.Verb;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse adopt}: one of the two signatures under a set of rules. */
@Command(
        name = "adopt",
        description =
                "Signs persons, keys, definitions and programs as the files have them; owner and compliance must.")
public final class AdoptCommand extends Verb {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "owner or compliance.")
    private Optional<Role> role = Optional.empty();

    @Option(
            names = "--dry-run",
            description = "Shows what differs from what is in force, and signs nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "For scripts: does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        requireInstallation();
        JsonObject document = new RuleFiles(workspace(), embedded().programs()).document();
        Output output = output();
        output.say("adopt.document", Digest.of(document));
        output.table(AdoptionDiff.between(read().state().governance(), document));
        if (dryRun) {
            output.json("gatehouse.adoption/1", JsonObject.of("document", document));
            return ExitCodes.ALLOWED;
        }
        if (!yes && !confirmed(output)) {
            output.say("approve.not-signed");
            return ExitCodes.PENDING;
        }
        return write(
                desk -> {
                    Answer answer = new Adopt(desk).run(document, role);
                    boolean inForce =
                            desk.engine()
                                    .read(
                                            s ->
                                                    s.governance()
                                                            .adoption()
                                                            .equals(Digest.of(document)));
                    return answer(answer, inForce ? "adopt.in-force" : "adopt.signed");
                });
    }

    private boolean confirmed(Output output) throws Unanswerable {
        return around().terminal()
                .line(output.messages().text("approve.ask") + " ")
                .orElseThrow(
                        () -> Unanswerable.usage(output.messages().text("approve.no-terminal")))
                .strip()
                .equals(output.messages().text("approve.word"));
    }
}
