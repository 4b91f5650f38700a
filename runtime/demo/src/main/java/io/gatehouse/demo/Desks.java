package io.gatehouse.demo;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.signing.CredentialSigner;
import io.gatehouse.app.usecase.Desk;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.PersonCredential;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.id.PersonId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Each person of the cast in front of the one engine, with a credential of their own. */
final class Desks implements AutoCloseable {

    private final Engine engine;
    private final Workspace workspace;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<PersonId, CredentialSigner> signers = new TreeMap<>();

    Desks(Engine engine, Workspace workspace, InstantSource clock) {
        this.engine = engine;
        this.workspace = workspace;
        this.clock = clock;
    }

    Desk of(PersonId person) throws IOException {
        CredentialSigner signer = signers.get(person);
        if (signer == null) {
            signer = new CredentialSigner(signer(person), clock, random);
            signers.put(person, signer);
        }
        return new Desk(engine, signer);
    }

    /** The person's opened credential, for what is no command; the caller closes it. */
    PersonSigner signer(PersonId person) throws IOException {
        char[] passphrase =
                Files.readString(passphraseFile(workspace, person)).strip().toCharArray();
        try {
            return PersonCredential.load(workspace.credential(person.value())).open(passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    Engine engine() {
        return engine;
    }

    /** Where the demo keeps a throw-away passphrase, so that its user can go on by hand. */
    static Path passphraseFile(Workspace workspace, PersonId person) {
        return workspace.root().resolve("demo/passphrases/" + person + ".txt");
    }

    /** Makes up a passphrase and keeps it beside the workspace: this is a demo. */
    static char[] invent(Workspace workspace, PersonId person, SecureRandom random)
            throws IOException {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        String passphrase = HexFormat.of().formatHex(bytes);
        Path file = passphraseFile(workspace, person);
        Files.createDirectories(file.getParent());
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, passphrase + "\n");
        return passphrase.toCharArray();
    }

    @Override
    public void close() {
        signers.values().forEach(CredentialSigner::close);
    }
}
