package io.gatehouse.app.signing;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PersonId;

/** Signs commands as one person, in that person's own process. */
public interface CommandSigner extends AutoCloseable {

    PersonId person();

    /** The person as the actor of exactly this command, for this installation, now. */
    Actor sign(InstallationId installation, Command command);

    @Override
    void close();
}
