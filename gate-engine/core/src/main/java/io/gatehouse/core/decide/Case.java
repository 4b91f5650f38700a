package io.gatehouse.core.decide;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.Person;
import java.time.Instant;
import java.util.Optional;

/**
 * One command with all that is needed to rule on it.
 *
 * @param person the verified person; empty for the engine
 * @param now the time of the events: the snapshot's, or the last event's where the clock stands up
 *     to five seconds behind it
 */
record Case(
        InstallationView state,
        Command command,
        Actor actor,
        Optional<Person> person,
        Snapshot snapshot,
        Instant now) {

    String by() {
        return actor.label();
    }

    /** The person; only for commands that the authorizer let through as a person's. */
    Person signer() {
        return person.orElseThrow(() -> new IllegalStateException("a command of a person"));
    }
}
