package io.gatehouse.audit.journal;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Opens the files of a journal for writing: verifies all, tells a crash from tampering, cuts off
 * what a crash tore, and leaves segments and head durable and equal.
 */
final class Recovery {

    private final JournalPlace place;
    private final CommitKeys keys;
    private final JournalSettings settings;
    private final Quarantine quarantine;
    private Optional<JournalGroup> last = Optional.empty();
    private String headSegment = "";
    private long headEnd;

    Recovery(JournalPlace place, CommitKeys keys, JournalSettings settings) {
        this.place = place;
        this.keys = keys;
        this.settings = settings;
        this.quarantine = new Quarantine(place.quarantine());
    }

    /**
     * What was found.
     *
     * @param segment the last segment; empty when there is none
     * @param size of it after any cut
     */
    record Found(
            ChainPoint point,
            JournalHead head,
            Optional<String> segment,
            long size,
            List<TailCut> cuts) {}

    /**
     * Verifies, hands every group to the history, mends and syncs.
     *
     * @throws JournalFaultException when a person has to look; then nothing was changed
     */
    Found run(Instant now, Consumer<JournalGroup> history) throws IOException {
        List<String> segments = Segments.list(place.segments());
        JournalHead head = headOrFirst(segments, now);
        List<HeadCheck> checks = new ArrayList<>();
        checks.add(new HeadCheck(head, JournalHead.FILE));
        if (place.mirror().isPresent()) {
            JournalHead.read(place.mirror().get(), keys)
                    .ifPresent(m -> checks.add(new HeadCheck(m, "mirror/" + JournalHead.FILE)));
        }
        ChainPoint start = ChainPoint.START.withInstallation(settings.installation());
        try (JournalScan scan = new JournalScan(place.segments(), segments, start, keys)) {
            Optional<JournalFault> torn = scan(scan, segments, head, checks, history);
            requireHeads(checks, torn, scan.good());
            if (torn.isPresent()) {
                cut(segments.get(scan.segmentIndex()), scan.goodEnd());
            }
            Optional<String> segment =
                    segments.isEmpty()
                            ? Optional.empty()
                            : Optional.of(segments.get(segments.size() - 1));
            if (segment.isPresent()) {
                writeAgain(segment.get(), scan.goodEnd());
            }
            JournalHead current = headOfLast(head);
            return new Found(
                    scan.good(), current, segment, scan.goodEnd(), quarantine.unreported());
        }
    }

    private JournalHead headOrFirst(List<String> segments, Instant now) throws IOException {
        Optional<JournalHead> head = JournalHead.read(place.segments(), keys);
        if (head.isPresent()) {
            return head.get();
        }
        if (!segments.isEmpty()) {
            // the head is made before the first segment: without it anything could have been cut
            throw JournalFault.of(
                            JournalFault.Kind.HEAD_MISSING,
                            JournalHead.FILE,
                            0,
                            0,
                            0,
                            "a head beside the segments",
                            "none")
                    .exception();
        }
        return JournalHead.signed(0, Digest.ZERO, Digest.ZERO, now, keys);
    }

    private Optional<JournalFault> scan(
            JournalScan scan,
            List<String> segments,
            JournalHead head,
            List<HeadCheck> checks,
            Consumer<JournalGroup> history)
            throws IOException {
        try (GroupsBehind behind = new GroupsBehind(history)) {
            return scan(scan, segments, head, checks, behind);
        }
    }

    private Optional<JournalFault> scan(
            JournalScan scan,
            List<String> segments,
            JournalHead head,
            List<HeadCheck> checks,
            GroupsBehind history)
            throws IOException {
        try {
            for (Optional<JournalGroup> group = scan.next();
                    group.isPresent();
                    group = scan.next()) {
                accept(group.get(), head, checks, history);
            }
            history.finish();
            return Optional.empty();
        } catch (JournalFaultException e) {
            // what is wrong with an earlier group is told first
            history.finish();
            if (!TornTail.couldBe(scan, segments, e.fault())) {
                throw e;
            }
            TornTail.requireTorn(place.segments(), scan, segments, e.fault());
            return Optional.of(e.fault());
        }
    }

    private void accept(
            JournalGroup group, JournalHead head, List<HeadCheck> checks, GroupsBehind history) {
        if (!group.authenticated()) {
            // a writer that goes on from what it cannot check would vouch for it
            throw JournalFault.of(
                            JournalFault.Kind.COMMIT_KEY_ABSENT,
                            group.segment(),
                            0,
                            group.offset(),
                            group.commit().seq(),
                            "the secret of key " + group.commit().key(),
                            "none")
                    .exception();
        }
        checks.forEach(check -> check.accept(group));
        group.events().forEach(quarantine::note);
        if (group.commit().seq() == head.seq()) {
            headSegment = group.segment();
            headEnd = group.end();
        }
        last = Optional.of(group);
        history.accept(group);
    }

    /** Before anything is changed: what the head vouches for must be there. */
    private static void requireHeads(
            List<HeadCheck> checks, Optional<JournalFault> torn, ChainPoint good) {
        for (HeadCheck check : checks) {
            Optional<JournalFault> fault = check.finish();
            if (fault.isEmpty()) {
                continue;
            }
            if (fault.get().kind() != JournalFault.Kind.CUT || torn.isEmpty()) {
                throw fault.get().exception();
            }
            JournalFault end = torn.get();
            throw JournalFault.of(
                            JournalFault.Kind.CUT,
                            end.segment(),
                            end.line(),
                            end.byteOffset(),
                            good.seq() + 1,
                            fault.get().expected(),
                            end.kind() + " after event " + good.seq())
                    .exception();
        }
    }

    private void cut(String segment, long offset) throws IOException {
        byte[] tail;
        try (InputStream in = place.segments().read(segment, offset)) {
            tail = in.readAllBytes();
        }
        if (tail.length > 0) {
            quarantine.keep(segment, offset, tail);
            place.segments().truncate(segment, offset);
        }
    }

    /**
     * Brings to the disk what is accepted. After a failed fsync the kernel may hold pages as clean
     * that never reached the disk, so an fsync alone would promise too much: what the head does not
     * cover is written again first.
     */
    private void writeAgain(String segment, long end) throws IOException {
        long from = segment.equals(headSegment) ? headEnd : 0;
        try (JournalFile file = place.segments().open(segment);
                InputStream in = place.segments().read(segment, from)) {
            byte[] buffer = new byte[(int) Math.max(1, Math.min(1024 * 1024, end - from))];
            for (long at = from; at < end; ) {
                int count = in.readNBytes(buffer, 0, (int) Math.min(buffer.length, end - at));
                if (count == 0) {
                    throw new IOException("segment became shorter while it was opened");
                }
                file.write(at, Arrays.copyOf(buffer, count));
                at += count;
            }
            file.force();
        }
    }

    private JournalHead headOfLast(JournalHead found) throws IOException {
        JournalHead current = last.map(this::headOf).orElse(found);
        place.segments().replace(JournalHead.FILE, current.fileBytes());
        if (place.mirror().isPresent()) {
            place.mirror().get().replace(JournalHead.FILE, current.fileBytes());
        }
        return current;
    }

    private JournalHead headOf(JournalGroup group) {
        CommitRecord commit = group.commit();
        return JournalHead.signed(
                commit.seq(), commit.digest(), commit.root(), commit.time(), keys);
    }
}
