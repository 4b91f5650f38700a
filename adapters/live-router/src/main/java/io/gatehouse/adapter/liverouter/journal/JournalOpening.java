package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/** What opening a journal came to. */
public sealed interface JournalOpening {

    /**
     * It can be written.
     *
     * @param events how many were read
     * @param torn what a crash left behind the last whole group: never acknowledged, set aside
     */
    record Opened(FileOrderJournal journal, long events, Optional<TornTail> torn)
            implements JournalOpening {}

    /** It must not be written, nor may orders be sent; at least one finding. */
    record Refused(List<Finding> findings) implements JournalOpening {
        public Refused {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Bytes that were cut off.
     *
     * @param offset where they began in the segment
     * @param aside name of the file that holds them now
     */
    record TornTail(String segment, long offset, long bytes, String aside) {}
}
