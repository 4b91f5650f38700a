package io.gatehouse.cli.command;

import io.gatehouse.app.usecase.Approve;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.json.CanonicalJson;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gatehouse promotion approve}: reads out what is signed, asks, and signs it. */
@Command(
        name = "approve",
        description = "Agrees to the proposed entry; reads it out and asks first.")
public final class ApproveCommand extends PromotionCommand.OnPromotion {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "In which role (default: one that is still missing).")
    private Optional<Role> role = Optional.empty();

    @Option(
            names = "--entry",
            paramLabel = "DIGEST",
            description = "Digest of the entry that was looked at: another one is refused.")
    private Optional<String> entry = Optional.empty();

    @Option(names = "--yes", description = "For scripts: does not ask.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        return write(
                desk -> {
                    Approve approve = new Approve(desk);
                    Approve.Intent intent = approve.prepare(id(), role, entry.map(Digest::parse));
                    Output output = output();
                    readOut(output, intent, desk.person().value());
                    if (!yes && !confirmed(output)) {
                        output.say("approve.not-signed");
                        return ExitCodes.PENDING;
                    }
                    return answer(desk, approve.run(intent), "approve.done");
                });
    }

    private static void readOut(Output output, Approve.Intent intent, String person) {
        output.say(
                "approve.title", person, intent.command().role().code(), intent.promotion().id());
        output.line("");
        output.line("  " + CanonicalJson.text(intent.proposal().entry()));
        output.line("");
        output.table(
                List.of(
                        List.of("  entry", intent.command().entry().value()),
                        List.of("  evidence root", intent.command().evidenceRoot().value()),
                        List.of("  definition", intent.command().definition().value()),
                        List.of("  expires", intent.command().expires().toString())));
        for (EvidenceItem item : intent.promotion().evidence().values()) {
            output.line(
                    "  "
                            + item.digests().sha384().abbreviated()
                            + "  "
                            + item.step()
                            + "  "
                            + item.path());
        }
    }

    private boolean confirmed(Output output) throws Unanswerable {
        String answer =
                around().terminal()
                        .line(output.messages().text("approve.ask") + " ")
                        .orElseThrow(
                                () ->
                                        Unanswerable.usage(
                                                output.messages().text("approve.no-terminal")));
        return answer.strip().equals(output.messages().text("approve.word"));
    }
}
