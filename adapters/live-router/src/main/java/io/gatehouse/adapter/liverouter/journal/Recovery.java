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
    private Progress progress = new Progress(Optional.empty());
    private Optional<String> last = Optional.empty();
    private long lastEnd;
    private long lastFirst;
    private boolean headed;
    private boolean unreadableHead;
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

    /** Findings that forbid to write on; empty when the journal is whole up to {@link #end}. */
    List<Finding> run(Consumer<OrderEvent> sink) {
        String subject = "order journal";
        try {
            List<String> segments = segmentsAfterHead();
            if (unreadableHead) {
                return List.of(JournalFindings.damaged(JournalHead.NAME, "a head", "another"));
            }
            for (int i = 0; i < segments.size(); i++) {
                subject = segments.get(i);
                boolean end = i == segments.size() - 1;
                Optional<Finding> fault = segment(subject, end, sink);
                if (fault.isPresent()) {
                    return List.of(fault.get());
                }
            }
            return shorter();
        } catch (IOException e) {
            return List.of(JournalFindings.unreadable(subject, e.getClass().getSimpleName()));
        }
    }

    /**
     * The head is read before the segments are listed: beside a writer they may go further than it
     * says, never less far. It is there before the first segment that needs it.
     */
    private List<String> segmentsAfterHead() throws IOException {
        readHead(files.list());
        SortedSet<String> names = files.list();
        if (!headed && names.contains(JournalHead.NAME)) {
            readHead(names);
            names = files.list();
        }
        return segments(names);
    }

    private void readHead(SortedSet<String> names) throws IOException {
        if (names.contains(JournalHead.NAME)) {
            headed = true;
            Optional<Seal> head = JournalHead.read(files);
            unreadableHead = head.isEmpty();
            progress = new Progress(head);
        }
    }

    /**
     * What the head says and the segments do not hold: their end was cut off, or they are others.
     */
    private List<Finding> shorter() {
        if (progress.cut()) {
            return List.of(JournalFindings.cut(progress.events()));
        }
        return progress.headless() ? List.of(JournalFindings.headMissing()) : List.of();
    }

    private static List<String> segments(SortedSet<String> names) {
        List<String> segments = new ArrayList<>(names);
        segments.removeIf(name -> !name.matches(SEGMENT));
        return segments;
    }

    private Optional<Finding> segment(String name, boolean end, Consumer<OrderEvent> sink)
            throws IOException {
        if (!name.equals(ChainState.segment(progress.events() + 1))) {
            // A segment between was removed: the orders in it would be forgotten.
            return Optional.of(JournalFindings.missing(name, progress.events() + 1));
        }
        lastFirst = progress.events();
        SegmentReader reader = new SegmentReader(name, progress, sink);
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

    long events() {
        return progress.events();
    }

    JournalEnd end() {
        return progress.end();
    }

    /** Hands on what no seal covers yet. */
    void resume(Sealer sealer) {
        progress.resume(sealer);
    }

    /** The segment to go on with; empty when the last one is of version 1, which stays as it is. */
    Optional<String> last() {
        return progress.second() || lastEnd == 0 ? last : Optional.empty();
    }

    /** Whether the file is there that says how far the journal went. */
    boolean headed() {
        return headed;
    }

    /** How many events came before the last segment. */
    long lastFirst() {
        return lastFirst;
    }

    long lastEnd() {
        return lastEnd;
    }

    Optional<JournalOpening.TornTail> torn() {
        return torn;
    }
}
