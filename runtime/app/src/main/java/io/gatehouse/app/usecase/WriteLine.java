package io.gatehouse.app.usecase;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import java.util.OptionalLong;
import java.util.SortedMap;

/** Adds a line to a decision log outside of a promotion; it grants nothing. */
public final class WriteLine {

    private final Desk desk;

    public WriteLine(Desk desk) {
        this.desk = desk;
    }

    /** States a fact. */
    public Answer state(
            LogName log,
            String status,
            SortedMap<String, String> artefacts,
            SortedMap<String, Boolean> flags,
            String reason)
            throws Unanswerable {
        return desk.give(new Command.AppendFact(log, status, artefacts, flags, reason));
    }

    /**
     * Corrects a line, by default the last.
     *
     * @param index of the line, from 1
     */
    public Answer correct(
            LogName log,
            OptionalLong index,
            SortedMap<String, String> artefacts,
            SortedMap<String, Boolean> flags,
            String reason)
            throws Unanswerable {
        long length = desk.engine().read(state -> state.log(log).length());
        long chosen = index.orElse(length);
        if (chosen < 1 || chosen > length) {
            throw Unanswerable.conflict(Wording.of("log-length", log, length));
        }
        LogFact fact = desk.engine().verify(log);
        if (chosen > fact.lines().size()) {
            throw Unanswerable.conflict(Wording.of("log-does-not-verify", log));
        }
        Digest line = Digest.of(fact.lines().get((int) chosen - 1));
        return desk.give(new Command.SupersedeLine(log, chosen, line, artefacts, flags, reason));
    }
}
