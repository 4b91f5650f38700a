package io.gatehouse.app.recover;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.fsck.Check;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** When the last group of a history was written. */
final class EndTime implements Check {

    private Instant time = Instant.EPOCH;

    static Instant of(Workspace workspace) throws IOException {
        EndTime end = new EndTime();
        try {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), CommitKeys.NONE)
                    .groups(end::accept);
        } catch (JournalFaultException e) {
            throw new IOException("the journal changed while it was saved", e);
        }
        return end.time;
    }

    Instant time() {
        return time;
    }

    @Override
    public String name() {
        return "time of the end";
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return true;
    }

    @Override
    public void accept(JournalGroup group) {
        time = group.commit().time();
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return List.of();
    }
}
