package io.gatehouse.audit.journal;

import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Recorded;
import java.util.List;

/**
 * Events that were committed together, and their commit record; verified.
 *
 * @param segment file name
 * @param offset of the first event's line in the segment
 * @param end offset after the commit record's LF
 * @param authenticated whether the commit record's code was checked; false without the key
 */
public record JournalGroup(
        String segment,
        long offset,
        long end,
        List<Recorded> events,
        CommitRecord commit,
        boolean authenticated) {

    public JournalGroup {
        events = List.copyOf(events);
    }

    /** The group's last event. */
    public JournalPosition position() {
        return new JournalPosition(commit.seq(), commit.digest());
    }
}
