package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;

/** Takes the permit in force back; the environment stays. */
public final class RevokePermit {

    private final Desk desk;

    public RevokePermit(Desk desk) {
        this.desk = desk;
    }

    public Answer run(String reason) throws Unanswerable {
        return desk.give(new Command.RevokePermit(reason));
    }
}
