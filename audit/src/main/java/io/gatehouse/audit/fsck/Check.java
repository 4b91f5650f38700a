package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.evidence.JournalPosition;
import java.io.IOException;
import java.util.List;

/**
 * Something that is compared with the journal while it is read once: heads, decision logs, replay,
 * archived artefacts. Used by one thread.
 */
public interface Check {

    /** What it compares, in a few words; for the report when it could not be done. */
    String name();

    /**
     * Whether it makes sense only over an unbroken history. Such a check is abandoned at the first
     * fault: what it said then would be noise.
     */
    boolean needsUnbrokenHistory();

    /** Looks at the next verified group. */
    void accept(JournalGroup group) throws IOException;

    /** What is wrong, once all groups have been seen; not called when abandoned. */
    List<JournalFault> finish(JournalPosition end) throws IOException;

    /** What it could not look at; asked after {@link #finish}. */
    default List<NotChecked> unchecked() {
        return List.of();
    }
}
