package io.gatehouse.app.review;

import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a recovery would do.
 *
 * @param damage what is wrong now
 * @param obstacles why it cannot be restored without loss; with any, nothing is done
 * @param segments of the journal to be filled from the copy
 * @param head whether the journal's head is made anew from its segments
 * @param logs decision logs to be written again from the journal, by file name
 * @param journal as it will be
 * @param end where the history will end
 * @param law who may do this, by that history
 */
public record RecoveryPlan(
        List<Finding> damage,
        List<Finding> obstacles,
        SortedSet<String> segments,
        boolean head,
        SortedSet<String> logs,
        JournalFiles journal,
        JournalPosition end,
        GovernanceState law) {

    public RecoveryPlan {
        damage = List.copyOf(damage);
        obstacles = List.copyOf(obstacles);
        segments = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(segments));
        logs = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(logs));
    }

    /** Whether there is nothing to mend. */
    public boolean isEmpty() {
        return damage.isEmpty();
    }
}
