package io.gatehouse.app.signing;

import io.gatehouse.audit.key.FileApproval;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;

/** Signs commands as one person, in that person's own process. */
public interface CommandSigner extends AutoCloseable {

    PersonId person();

    /** The person as the actor of exactly this command, for this installation, now. */
    Actor sign(InstallationId installation, Command command);

    /**
     * The same for a command that takes risk away, which must pass while the clock is set back: the
     * statement is issued now, or right after that time when the clock stands before it.
     *
     * @param after the latest time that the engine has seen
     */
    Actor signAfter(InstallationId installation, Command command, Instant after);

    /**
     * Approves the exact bytes of a file, for one purpose.
     *
     * @param file SHA-384 of the bytes that the person was shown
     */
    FileApproval approve(InstallationId installation, String purpose, Digest file);

    @Override
    void close();
}
