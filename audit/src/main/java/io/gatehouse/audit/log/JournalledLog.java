package io.gatehouse.audit.log;

import io.gatehouse.audit.json.LineReading;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A decision log as a journal's events tell it, verified line by line while it grows: what the
 * strict verification would have said at each moment of the past.
 *
 * <p>No head is asked: how many lines there were at that moment, the journal says. Each line is
 * verified once, so a history costs its length. Holds the lines; not thread-safe.
 */
public final class JournalledLog {

    private final LogName name;
    private final VerificationContext context;
    private final List<JsonObject> lines = new ArrayList<>();
    private ReportBuilder report = new ReportBuilder();
    private ChainState state = ChainState.START;
    private long bytes;

    /**
     * An empty log.
     *
     * @param context strict; its keys and persons may learn while the log grows, see {@link #again}
     */
    public JournalledLog(LogName name, VerificationContext context) {
        this.name = name;
        this.context = context;
    }

    /** Adds the next line. */
    public void append(JsonObject line) {
        lines.add(line);
        verify(line);
    }

    private void verify(JsonObject line) {
        byte[] canonical = CanonicalJson.bytes(line);
        LineVerifier verifier = new LineVerifier(context, name, read -> {});
        state =
                verifier.line(
                        state, new LineReading.Line(state.index() + 1, bytes, canonical), report);
        bytes += canonical.length + 1L;
    }

    /** Verifies every line again: keys or persons are others than before. */
    public void again() {
        report = new ReportBuilder();
        state = ChainState.START;
        bytes = 0;
        lines.forEach(this::verify);
    }

    /** What is to be said of the lines so far. */
    public LogReport report() {
        Optional<io.gatehouse.core.digest.Digest> last = state.last();
        return report.build(name, lines.size(), bytes, last, LogReport.HeadStanding.NOT_ASKED, 0);
    }

    /** The lines so far, verified or not. */
    public List<JsonObject> lines() {
        return List.copyOf(lines);
    }
}
