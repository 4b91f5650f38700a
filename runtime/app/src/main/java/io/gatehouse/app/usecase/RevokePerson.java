package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.time.Instant;
import java.util.Optional;

/** A person, or one key of a person, counts no longer. */
public final class RevokePerson {

    private final Desk desk;

    public RevokePerson(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PersonId person, Optional<KeyId> key, String reason) throws Unanswerable {
        return run(person, key, reason, Optional.empty());
    }

    /**
     * @param since when the key was lost; empty for now
     */
    public Answer run(PersonId person, Optional<KeyId> key, String reason, Optional<Instant> since)
            throws Unanswerable {
        return desk.give(new Command.RevokePerson(person, key, reason, since));
    }
}
