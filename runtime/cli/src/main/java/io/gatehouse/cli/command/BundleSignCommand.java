package io.gatehouse.cli.command;

import io.gatehouse.adapter.oembundle.DetachedSignature;
import io.gatehouse.adapter.oembundle.P256;
import io.gatehouse.adapter.oembundle.Verification;
import io.gatehouse.adapter.oembundle.VerifiedBundle;
import io.gatehouse.app.usecase.Unanswerable;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.cli.ExitCodes;
import io.gatehouse.cli.Output;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.embedded.oem.OemDesk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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

    @Option(
            names = "--p256",
            paramLabel = "PEM",
            description =
                    "Signs ARCHIVE.p256.sig with this private P-256 key (PKCS #8, mode 0600), and no release.")
    private Optional<Path> p256 = Optional.empty();

    @Override
    public Integer call() throws Exception {
        // a script that signs whatever lies there now releases what nobody has looked at
        if (yes && options().archive().isEmpty()) {
            throw Unanswerable.usage(text("bundle.sign.blind"));
        }
        return p256.isPresent() ? signP256(p256.get()) : signAsPerson();
    }

    /** A machine's signature: it releases nothing, and shows who packed the archive. */
    private int signP256(Path typed) throws Exception {
        ECPrivateKey key = privateKey(file(typed));
        try (OemDesk desk = desk()) {
            Verification verification = verify(archive, desk, options());
            if (!(verification instanceof Verification.Verified verified)) {
                return refused(SCHEMA, verification.findings());
            }
            Output output = output();
            describe(output, verified);
            if (!yes && !confirmed(output)) {
                output.say("approve.not-signed");
                output.json(SCHEMA, JsonObject.builder().put("exit", ExitCodes.PENDING).build());
                return ExitCodes.PENDING;
            }
            Path target = beside(P256.EXTENSION);
            write(target, P256.sign(verified.bundle().archive(), key));
            output.json(SCHEMA, signed(target, verified.bundle()).build());
            return ExitCodes.ALLOWED;
        }
    }

    /** A key that others could read may be in anybody's hands already. */
    private ECPrivateKey privateKey(Path file) throws Unanswerable {
        byte[] pem = new byte[0];
        try {
            if (OwnerOnly.objection(file).isEmpty()) {
                try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    pem = in.readNBytes(MAX_KEY);
                }
            }
            return P256.privateKey(pem)
                    .orElseThrow(
                            () -> Unanswerable.usage(text("bundle.p256.no-private-key", file)));
        } catch (IOException e) {
            throw Unanswerable.usage(text("bundle.p256.no-private-key", file));
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
    }

    private int signAsPerson() throws Exception {
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
        Path target = beside(DetachedSignature.EXTENSION);
        write(target, DetachedSignature.sign(bundle.archive(), bundle.archiveBytes(), signer, at));
        output().json(
                        SCHEMA,
                        signed(target, bundle)
                                .put("person", signer.person().value())
                                .put("key", signer.key().value())
                                .build());
        return ExitCodes.ALLOWED;
    }

    private Path beside(String extension) throws Unanswerable {
        Path there = file(archive);
        return there.resolveSibling(there.getFileName() + extension);
    }

    private void write(Path target, byte[] signature) throws IOException, Unanswerable {
        try {
            DurableFiles.create(target, signature);
        } catch (FileAlreadyExistsException e) {
            throw Unanswerable.conflict(text("oem.exists", target.getFileName()));
        }
        output().say("bundle.signed", target);
    }

    private static JsonObject.Builder signed(Path target, VerifiedBundle bundle) {
        return JsonObject.builder()
                .put("exit", ExitCodes.ALLOWED)
                .put("file", target.toString())
                .put("archive", bundle.archive().value());
    }

    private boolean confirmed(Output output) throws Unanswerable {
        String answer =
                ask(output.messages().text("approve.ask") + " ")
                        .orElseThrow(() -> Unanswerable.usage(text("bundle.sign.blind")));
        return answer.strip().equals(output.messages().text("approve.word"));
    }
}
