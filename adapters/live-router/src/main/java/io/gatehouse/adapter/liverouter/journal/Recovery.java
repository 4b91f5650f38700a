package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/** Reads all segments in order and sets a torn tail aside. For one opening. */
final class Recovery {

    private static final String SEGMENT = "orders-[0-9]{12}\\.jsonl";

    private final JournalFiles files;
    private final boolean mends;
    private ChainState state = ChainState.START;
    private Optional<String> last = Optional.empty();
    private long lastEnd;
    private Optional<JournalOpening.TornTail> torn = Optional.empty();

    Recovery(JournalFiles files) {
        this(files, true);
    }

    /**
     * @param mends whether a torn tail is set aside; else it is passed over, as one who looks on
     *     must, for it may be a group that is being written
     */
    Recovery(JournalFiles files, boolean mends) {
        this.files = files;
        this.mends = mends;
    }

    /** Findings that forbid to write on; empty when the journal is whole up to {@link #state}. */
    List<Finding> run(Consumer<OrderEvent> sink) {
        String subject = "order journal";
        try {
            List<String> segments = segments(files.list());
            for (int i = 0; i < segments.size(); i++) {
                subject = segments.get(i);
                boolean end = i == segments.size() - 1;
                Optional<Finding> fault = segment(subject, end, sink);
                if (fault.isPresent()) {
                    return List.of(fault.get());
                }
            }
            return List.of();
        } catch (IOException e) {
            return List.of(JournalFindings.unreadable(subject, e.getClass().getSimpleName()));
        }
    }

    private static List<String> segments(SortedSet<String> names) {
        List<String> segments = new ArrayList<>(names);
        segments.removeIf(name -> !name.matches(SEGMENT));
        return segments;
    }

    private Optional<Finding> segment(String name, boolean end, Consumer<OrderEvent> sink)
            throws IOException {
        if (!name.equals(ChainState.segment(state.events() + 1))) {
            // A segment between was removed: the orders in it would be forgotten.
            return Optional.of(JournalFindings.missing(name, state.events() + 1));
        }
        SegmentReader reader = new SegmentReader(name, state, sink);
        Optional<Finding> fault;
        try (InputStream in = files.read(name, 0)) {
            fault = reader.read(in);
        }
        if (fault.isPresent()) {
            return fault;
        }
        long size = files.size(name);
        if (reader.goodEnd() < size) {
            if (!end) {
                return Optional.of(
                        JournalFindings.damaged(
                                name, "whole groups to the end", "a torn tail before the last"));
            }
            if (mends) {
                setAside(name, reader.goodEnd(), size);
            }
        }
        state = reader.state();
        last = Optional.of(name);
        lastEnd = reader.goodEnd();
        return Optional.empty();
    }

    /** Copied first, then cut: a crash in between copies it again. */
    private void setAside(String name, long from, long size) throws IOException {
        byte[] tail;
        try (InputStream in = files.read(name, from)) {
            tail = in.readAllBytes();
        }
        String aside = "torn-" + name.replace(".jsonl", "") + "-" + from + ".bin";
        files.replace(aside, tail);
        files.truncate(name, from);
        torn = Optional.of(new JournalOpening.TornTail(name, from, size - from, aside));
    }

    ChainState state() {
        return state;
    }

    /** The segment to go on with. */
    Optional<String> last() {
        return last;
    }

    long lastEnd() {
        return lastEnd;
    }

    Optional<JournalOpening.TornTail> torn() {
        return torn;
    }
}
