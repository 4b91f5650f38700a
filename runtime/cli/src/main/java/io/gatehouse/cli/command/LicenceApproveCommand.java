package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.LicenceApprovals;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code licence approve}: a second person reads a request out, and signs exactly it. */
@Command(
        name = "approve",
        description =
                "Approves a licence request; reads it out and asks first: 0 approved, 4 not by this person, 8 not signed.")
public final class LicenceApproveCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-approval-made/1";

    @Parameters(paramLabel = "REQUEST", description = "The request.")
    private Path file;

    @Option(
            names = "--digest",
            paramLabel = "SHA384",
            description = "The digest that was read out; another request is refused.")
    private Optional<String> digest = Optional.empty();

    @Option(names = "--yes", description = "For scripts: does not ask; needs --digest.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        // a script that signs whatever lies there now signs what nobody has looked at
        if (yes && digest.isEmpty()) {
            throw Unanswerable.usage(text("licence.approve.blind"));
        }
        Optional<Digest> expected = digest.map(text -> typed(() -> Digest.parse(text)));
        Judged<LicenceRequest> read = request(file);
        if (read.value().isEmpty()) {
            return refused(SCHEMA, read.findings());
        }
        LicenceRequest request = read.value().get();
        Digest own = Digest.sha384(request.bytes());
        if (expected.filter(given -> !given.equals(own)).isPresent()) {
            throw Unanswerable.conflict(text("licence.approve.other", own));
        }
        try (OemDesk desk = desk();
                PersonSigner signer = personSigner()) {
            String person = signer.person().value();
            if (person.equals(request.requester())) {
                throw Unanswerable.notPermitted(text("licence.approve.own", person), List.of());
            }
            Output output = output();
            output.say("licence.approve.title", person);
            describe(output, request);
            if (!yes && !confirmed(output)) {
                output.say("approve.not-signed");
                output.json(SCHEMA, JsonObject.builder().put("exit", ExitCodes.PENDING).build());
                return ExitCodes.PENDING;
            }
            return sign(desk.approvals(), request, signer);
        }
    }

    private int sign(LicenceApprovals approvals, LicenceRequest request, PersonSigner signer)
            throws Exception {
        Path approval = approvals.approve(request.bytes(), signer);
        Set<String> counted = approvals.of(request.bytes());
        if (!counted.contains(signer.person().value())) {
            // signed by a key that nobody adopted, or without the role: say so now, not at issue
            throw Unanswerable.notPermitted(
                    text("licence.approve.no-right", signer.person()), List.of());
        }
        Output output = output();
        output.say("licence.approved", approval);
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("file", approval.toString())
                        .put("approved_by", List.copyOf(counted))
                        .put("license_id", request.licenceId())
                        .put("request_sha384", Digest.sha384(request.bytes()).value())
                        .build());
        return ExitCodes.ALLOWED;
    }

    private boolean confirmed(Output output) throws Unanswerable {
        String answer =
                ask(output.messages().text("approve.ask") + " ")
                        .orElseThrow(() -> Unanswerable.usage(text("licence.approve.no-terminal")));
        return answer.strip().equals(output.messages().text("approve.word"));
    }
}
