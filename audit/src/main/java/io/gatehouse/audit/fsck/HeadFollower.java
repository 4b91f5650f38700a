package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.HeadCheck;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.evidence.JournalPosition;
import java.util.List;

/** A head, or a mirrored one, compared with the commit records. */
record HeadFollower(HeadCheck check, String name) implements Check {

    @Override
    public boolean needsUnbrokenHistory() {
        return false;
    }

    @Override
    public void accept(JournalGroup group) {
        check.accept(group);
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        return check.finish().stream().toList();
    }
}
