package io.gatehouse.app.port;

import io.gatehouse.core.event.LogEvent.LineAppended;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.util.List;

/** The decision-log files of a workspace; they follow the journal. */
public interface DecisionLogs {

    /** Appends one sealed line and brings it to the disk. */
    void append(LineAppended line) throws IOException;

    /**
     * Completes a file that a crash left shorter than the journal.
     *
     * @param lines all lines of that log in the journal
     * @throws JournalUnusable when the file is not a beginning of those lines: it was edited or
     *     cut, and completing it would hide that
     */
    void complete(LogName log, List<LineAppended> lines) throws IOException, JournalUnusable;

    /** What the strict verification says now; a log without lines is a fact with verdict ERROR. */
    LogFact verify(LogName log, InstallationView state);

    /**
     * The same for a round of re-verification: what it said last, while neither the files nor the
     * keys that count have changed since, and that is not an hour ago. The lines are left out.
     */
    default LogFact watch(LogName log, InstallationView state) {
        return verify(log, state);
    }
}
