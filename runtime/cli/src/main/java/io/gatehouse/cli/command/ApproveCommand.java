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
public final class ApproveCommand extends PromotionVerb {

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            converter = RoleConverter.class,
            description = "In which role (default: one that is still missing).")
    private Optional<Role> role = Optional.empty();

    @Option(
            names = "--digest",
            paramLabel = "SHA384",
            description = "The digest that was read out; another proposal is refused.")
    private Optional<String> digest = Optional.empty();

    @Option(names = "--yes", description = "For scripts: does not ask; needs --digest.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        // a script that signs whatever lies there now signs what nobody has looked at
        if (yes && digest.isEmpty()) {
            throw Unanswerable.usage(output().messages().text("approve.blind"));
        }
        return write(
                desk -> {
                    Approve approve = new Approve(desk);
                    Approve.Intent intent = approve.prepare(id(), role, digest.map(Digest::parse));
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
