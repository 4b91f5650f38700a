package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.core.evidence.JournalPosition;
import java.util.List;

/**
 * What a verification of everything found.
 *
 * @param position last verified event
 * @param events verified
 * @param groups verified
 * @param faults in the order in which they were found
 * @param unchecked what could not be checked here; never silently left out
 */
public record FsckReport(
        JournalPosition position,
        long events,
        long groups,
        List<JournalFault> faults,
        List<NotChecked> unchecked) {

    public FsckReport {
        faults = List.copyOf(faults);
        unchecked = List.copyOf(unchecked);
    }

    /** Whether nothing is wrong but what a crash leaves and the writer mends when it opens. */
    public boolean sound() {
        return faults.stream().allMatch(fault -> fault.kind().mendedOnOpening());
    }
}
