package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Signs a set of rules as owner or compliance; two persons must. */
public final class Adopt {

    private final Desk desk;

    public Adopt(Desk desk) {
        this.desk = desk;
    }

    public Answer run(JsonObject document, Optional<Role> role) throws Unanswerable {
        return desk.give(
                new Command.SignAdoption(
                        desk.role(role, List.of(Role.OWNER, Role.COMPLIANCE)), document));
    }
}
