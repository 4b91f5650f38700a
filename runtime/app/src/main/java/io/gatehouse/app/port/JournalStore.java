package io.gatehouse.app.port;

import io.gatehouse.core.command.Command.RecordTailCut;
import io.gatehouse.core.port.Journal;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Opens the journal of a workspace for its one writer. */
public interface JournalStore {

    /**
     * Verifies the journal, hands over every event in order, and opens it for writing.
     *
     * @throws JournalUnusable when it is cut, forged or cannot be read to its end
     */
    Opened open(Consumer<Journal.Recorded> events) throws IOException, JournalUnusable;

    /**
     * @param cuts bytes of unacknowledged writes that were put into quarantine while opening
     */
    record Opened(Journal journal, List<RecordTailCut> cuts) {
        public Opened {
            cuts = List.copyOf(cuts);
        }
    }

    /** Looks after the files of the journal while it is written; one for each opened journal. */
    default JournalGuard guard() {
        return JournalGuard.NONE;
    }

    /** Hands over every event of the journal as it stands on the disk; for rebuilding the state. */
    void replay(Consumer<Journal.Recorded> events) throws IOException, JournalUnusable;

    /** The same for a range of event numbers, both ends included. */
    default void replay(long from, long to, Consumer<Journal.Recorded> events)
            throws IOException, JournalUnusable {
        replay(
                event -> {
                    if (event.seq() >= from && event.seq() <= to) {
                        events.accept(event);
                    }
                });
    }
}
