package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.DetachedSignature;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifiedBundle;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bundle sign}: a person of role release signs an archive, with the own credential. */
@Command(
        name = "sign",
        description =
                "Releases a bundle: verifies it, and signs the archive as a person of role release: 0 signed, 1 refused, 4 not by this person, 8 not signed.")
public final class BundleSignCommand extends BundleVerb {

    private static final String SCHEMA = "gatehouse.bundle-sign/1";

    @Parameters(paramLabel = "ARCHIVE", description = "The bundle.")
    private Path archive;

    @Option(names = "--yes", description = "For scripts: does not ask; needs --sha384.")
    private boolean yes;

    @Override
    public Integer call() throws Exception {
        // a script that signs whatever lies there now releases what nobody has looked at
        if (yes && options().archive().isEmpty()) {
            throw Unanswerable.usage(text("bundle.sign.blind"));
        }
        try (OemDesk desk = desk();
                PersonSigner signer = personSigner()) {
            Instant at = now().truncatedTo(ChronoUnit.SECONDS);
            if (desk.releases()
                    .find(signer.person(), signer.key(), at, at)
                    .filter(signer.publicKey()::equals)
                    .isEmpty()) {
                throw Unanswerable.notPermitted(
                        text("bundle.sign.no-right", signer.person()), List.of());
            }
            Verification verification = verify(archive, desk, options());
            if (!(verification instanceof Verification.Verified verified)) {
                return refused(SCHEMA, verification.findings());
            }
            Output output = output();
            output.say("bundle.sign.title", signer.person());
            describe(output, verified);
            if (!yes && !confirmed(output)) {
                output.say("approve.not-signed");
                output.json(SCHEMA, JsonObject.builder().put("exit", ExitCodes.PENDING).build());
                return ExitCodes.PENDING;
            }
            return sign(verified.bundle(), signer, at);
        }
    }

    private int sign(VerifiedBundle bundle, PersonSigner signer, Instant at) throws Exception {
        Path beside = file(archive);
        Path target = beside.resolveSibling(beside.getFileName() + DetachedSignature.EXTENSION);
        try {
            DurableFiles.create(
                    target,
                    DetachedSignature.sign(bundle.archive(), bundle.archiveBytes(), signer, at));
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("oem.exists", target.getFileName()));
        }
        Output output = output();
        output.say("bundle.signed", target);
        output.json(
                SCHEMA,
                JsonObject.builder()
                        .put("exit", ExitCodes.ALLOWED)
                        .put("file", target.toString())
                        .put("archive", bundle.archive().value())
                        .put("person", signer.person().value())
                        .put("key", signer.key().value())
                        .build());
        return ExitCodes.ALLOWED;
    }

    private boolean confirmed(Output output) throws Unanswerable {
        String answer =
                ask(output.messages().text("approve.ask") + " ")
                        .orElseThrow(() -> Unanswerable.usage(text("bundle.sign.blind")));
        return answer.strip().equals(output.messages().text("approve.word"));
    }
}
