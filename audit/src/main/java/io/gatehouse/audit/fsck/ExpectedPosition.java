package io.gatehouse.audit.fsck;

import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalGroup;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.port.Journal.Recorded;
import java.util.List;
import java.util.Optional;

/**
 * A position that somebody wrote down elsewhere must stand in the history: else yesterday's copy of
 * everything, consistent in itself, would pass for today's.
 */
final class ExpectedPosition implements Check {

    private final JournalPosition expected;
    private Optional<String> observed = Optional.empty();

    ExpectedPosition(JournalPosition expected) {
        this.expected = expected;
        if (expected.seq() == 0) {
            observed = Optional.of(JournalPosition.START.digest().toString());
        }
    }

    @Override
    public String name() {
        return "expected position " + expected;
    }

    @Override
    public boolean needsUnbrokenHistory() {
        return false;
    }

    @Override
    public void accept(JournalGroup group) {
        if (observed.isPresent() || group.commit().seq() < expected.seq()) {
            return;
        }
        for (Recorded event : group.events()) {
            if (event.seq() == expected.seq()) {
                observed = Optional.of(event.digest().toString());
            }
        }
    }

    @Override
    public List<JournalFault> finish(JournalPosition end) {
        if (observed.equals(Optional.of(expected.digest().toString()))) {
            return List.of();
        }
        return List.of(
                JournalFault.of(
                        JournalFault.Kind.ROLLED_BACK,
                        "journal",
                        0,
                        0,
                        expected.seq(),
                        "event " + expected,
                        observed.map(digest -> "another event there: " + digest)
                                .orElse("a history that ends at " + end)));
    }
}
