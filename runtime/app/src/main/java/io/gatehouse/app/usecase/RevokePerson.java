package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import java.util.Optional;

/** A person, or one key of a person, counts no longer. */
public final class RevokePerson {

    private final Desk desk;

    public RevokePerson(Desk desk) {
        this.desk = desk;
    }

    public Answer run(PersonId person, Optional<KeyId> key, String reason) throws Unanswerable {
        return desk.give(new Command.RevokePerson(person, key, reason));
    }
}
