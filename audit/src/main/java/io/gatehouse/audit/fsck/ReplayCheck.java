package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.replay.Replayer;
import io.gatehouse.core.evidence.JournalPosition;
import java.util.List;

/** Replay R1 as part of a verification. */
public final class ReplayCheck implements Check {

    private final Replayer replayer = new Replayer();

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public void accept(JournalGroup group) {
        replayer.accept(group);
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return replayer.fault().stream().toList();
    }

    /** The replay, for its counts and state. */
    public Replayer replayer() {
        return replayer;
    }
}
