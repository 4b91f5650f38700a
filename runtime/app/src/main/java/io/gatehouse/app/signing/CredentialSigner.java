package io.gatehouse.app.signing;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.FileApproval;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.SignedStatement;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Signs with an opened credential. Statements of one signer bear strictly rising times, since the
 * engine refuses a statement that is not newer than the person's last one. Thread-safe.
 */
public final class CredentialSigner implements CommandSigner {

    private static final int NONCE_BYTES = 18;

    private final PersonSigner signer;
    private final InstantSource clock;
    private final SecureRandom random;
    private Instant last = Instant.MIN;

    /**
     * @param signer owned by the new object from here on
     */
    public CredentialSigner(PersonSigner signer, InstantSource clock, SecureRandom random) {
        this.signer = signer;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public PersonId person() {
        return signer.person();
    }

    @Override
    public Actor sign(InstallationId installation, Command command) {
        return signAfter(installation, command, Instant.MIN);
    }

    @Override
    public Actor signAfter(InstallationId installation, Command command, Instant after) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        JsonObject statement =
                Statement.of(
                        installation,
                        signer.person(),
                        signer.key(),
                        issued(after),
                        Base64Text.encodeUrl(nonce),
                        command);
        return new Actor.Signatory(
                new SignedStatement(
                        signer.person(),
                        signer.key(),
                        statement,
                        PersonSignatures.sign(signer, statement)));
    }

    @Override
    public FileApproval approve(InstallationId installation, String purpose, Digest file) {
        return FileApproval.sign(signer, installation, purpose, file, clock.instant());
    }

    private synchronized Instant issued(Instant after) {
        Instant now = clock.instant();
        Instant before = last.isAfter(after) ? last : after;
        last = now.isAfter(before) ? now : before.plusNanos(1);
        return last;
    }

    @Override
    public void close() {
        signer.close();
    }

    @Override
    public String toString() {
        return "CredentialSigner[" + signer.person() + "]";
    }
}
