package io.gatehouse.app.port;

import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.util.Optional;

/** Whether the journal on the disk is still the one that its writer has in memory. Thread-safe. */
public interface JournalGuard {

    /** Of a journal that nobody but its writer can reach. */
    JournalGuard NONE =
            new JournalGuard() {
                @Override
                public Optional<Finding> prepare(JournalPosition end) {
                    return Optional.empty();
                }

                @Override
                public Optional<Finding> check(JournalPosition end) {
                    return Optional.empty();
                }
            };

    /** The long part of a check; the writer may go on meanwhile. */
    Optional<Finding> prepare(JournalPosition end) throws IOException;

    /** The check itself; nothing is appended during it. What is wrong, or empty. */
    Optional<Finding> check(JournalPosition end) throws IOException;
}
