package io.gatehouse.app.history;

import io.gatehouse.audit.log.DecisionLine;
import io.gatehouse.audit.log.LineWitness;
import io.gatehouse.audit.log.Unchecked;
import io.gatehouse.core.digest.Digest;
import java.util.Collections;
import java.util.List;

/** The journal about a line of a decision log: the event of that index made exactly this line. */
public final class JournalWitness implements LineWitness {

    private final List<Digest> lines;

    /**
     * @param lines digests of the log's lines as journalled, the first line first; not copied,
     *     since a witness is asked for at each verification
     */
    public JournalWitness(List<Digest> lines) {
        this.lines = Collections.unmodifiableList(lines);
    }

    @Override
    public Unchecked.Check check() {
        return Unchecked.Check.JOURNAL;
    }

    @Override
    public Testimony testify(DecisionLine line) {
        long index = line.index();
        if (index < 1 || index > lines.size()) {
            return new Testimony.Contradicted(
                    "one of the " + lines.size() + " journalled lines", "index " + index);
        }
        Digest expected = lines.get((int) index - 1);
        return line.digest().equals(expected)
                ? new Testimony.Confirmed()
                : new Testimony.Contradicted(expected.abbreviated(), line.digest().abbreviated());
    }
}
