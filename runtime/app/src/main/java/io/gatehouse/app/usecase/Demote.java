package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.Environment;

/** Moves the environment down; needs no approval. */
public final class Demote {

    private final Desk desk;

    public Demote(Desk desk) {
        this.desk = desk;
    }

    public Answer run(Environment to, String reason) throws Unanswerable {
        return desk.give(new Command.Demote(to, reason));
    }
}
