package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import java.util.List;
import java.util.Optional;

/** Signs the way out of HALT, to a lower environment; two persons must. */
public final class Resume {

    private final Desk desk;

    public Resume(Desk desk) {
        this.desk = desk;
    }

    public Answer run(Environment to, Optional<Role> role) throws Unanswerable {
        return desk.give(
                new Command.Resume(to, desk.role(role, List.of(Role.OWNER, Role.COMPLIANCE))));
    }
}
