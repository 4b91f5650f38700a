package io.gatehouse.app.feed;

import io.gatehouse.audit.journal.EventLine;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.port.Journal.Draft;
import io.gatehouse.core.port.Journal.Recorded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The last groups of a journal in memory, so that whoever follows closely reads no file. Numbers
 * and digests of single events are worked out when somebody asks. Not thread-safe.
 */
final class RecentEvents {

    private final int capacity;
    private final Deque<Group> groups = new ArrayDeque<>();
    private int events;

    /**
     * @param capacity events; the newest group is kept whatever its size
     */
    RecentEvents(int capacity) {
        this.capacity = capacity;
    }

    /**
     * A group as it was appended.
     *
     * @param before the position that it follows
     */
    record Group(
            JournalPosition before, Optional<InstallationId> installation, List<Draft> drafts) {

        private long last() {
            return before.seq() + drafts.size();
        }
    }

    void add(Group group) {
        groups.addLast(group);
        events += group.drafts().size();
        while (events > capacity && groups.size() > 1) {
            events -= groups.removeFirst().drafts().size();
        }
    }

    /** Whether everything after a number is here. */
    boolean reachBackTo(long seq) {
        return !groups.isEmpty() && groups.getFirst().before().seq() <= seq;
    }

    /** The groups in which the next events after a number stand, until they hold enough. */
    List<Group> after(long seq, int most) {
        List<Group> found = new ArrayList<>();
        for (Group group : groups) {
            if (group.last() > seq && group.before().seq() < seq + most) {
                found.add(group);
            }
        }
        return found;
    }

    /** The events of groups, numbered and chained as they stand in the segments. */
    static List<Recorded> events(List<Group> groups, long seq, int most) {
        List<Recorded> events = new ArrayList<>();
        for (Group group : groups) {
            long number = group.before().seq();
            Digest prev = group.before().digest();
            for (Draft draft : group.drafts()) {
                number++;
                Digest digest =
                        Digest.sha384(EventLine.encode(number, prev, group.installation(), draft));
                if (number > seq && events.size() < most) {
                    events.add(new Recorded(number, prev, digest, draft));
                }
                prev = digest;
            }
        }
        return events;
    }
}
