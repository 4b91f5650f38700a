package io.gatehouse.cli.command;

import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.licence.RevocationRegister;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code licence revoke}: adds licences to the signed revocation list, or signs it anew. */
@Command(
        name = "revoke",
        description =
                "Adds licences to the signed revocation list; without any it is signed anew with the time of now: 0 written, 1 refused, 3 undecided.")
public final class LicenceRevokeCommand extends LicenceVerb {

    private static final String SCHEMA = "gatehouse.licence-revoke/1";

    @Parameters(
            arity = "0..*",
            paramLabel = "LICENCE-ID",
            description = "What counts no longer; nothing ever leaves the list.")
    private List<String> ids = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed with a licence.")
    private Optional<String> reason = Optional.empty();

    @Option(
            names = "--list",
            paramLabel = "FILE",
            defaultValue = REVOCATIONS,
            description = "The list (default: ${DEFAULT-VALUE}); it is begun where there is none.")
    private Path list;

    @Override
    public Integer call() throws Exception {
        if (ids.isEmpty() == reason.isPresent()) {
            throw Unanswerable.usage(text("licence.revoke.reason"));
        }
        return alone(this::revoke);
    }

    private int revoke() throws Exception {
        Path target = target(list);
        try (OemDesk desk = desk()) {
            Optional<byte[]> before = bytesOf(target, Envelope.LARGEST);
            Judged<RevocationRegister> register =
                    before.map(
                                    bytes ->
                                            RevocationRegister.read(
                                                    String.valueOf(list.getFileName()),
                                                    bytes,
                                                    desk.licences().revocations(now())))
                            .orElseGet(() -> Judged.accepted(RevocationRegister.EMPTY));
            for (String id : ids) {
                register =
                        register.value().isEmpty()
                                ? register
                                : register.value().get().with(id, reason.orElse(""), now());
            }
            if (register.value().isEmpty()) {
                return refused(SCHEMA, register.findings());
            }
            ToolKey key =
                    desk.licences()
                            .revocationSigner(now())
                            .orElseThrow(
                                    () ->
                                            Unanswerable.undecided(
                                                    text("licence.revoke.no-key"), List.of()));
            return written(target, register.value().get(), key);
        }
    }

    private int written(Path target, RevocationRegister register, ToolKey key) throws Exception {
        byte[] bytes = register.signed(now(), key);
        if (bytes.length > Envelope.LARGEST) {
            // what no reader takes would revoke nothing
            throw Unanswerable.undecided(text("oem.too-large", list, Envelope.LARGEST), List.of());
        }
        DurableFiles.createDirectories(target.getParent());
        DurableFiles.replace(target, bytes);
        Output output = output();
        output.say("licence.revoked", target, register.entries().size());
        ids.forEach(id -> output.line("  " + id));
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("list", target.toString())
                        .put("revoked", List.copyOf(register.entries().keySet()))
                        .put("key_id", key.id())
                        .put("list_sha384", Digest.sha384(bytes).value())
                        .build());
        return ExitCodes.ALLOWED;
    }
}
