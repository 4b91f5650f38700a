package io.gatehouse.audit.journal;

import io.gatehouse.audit.file.FileStamp;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the journal on the disk is still the one that its writer wrote, to the last byte.
 *
 * <p>The digest of the last event, which the writer has in memory, names the whole history: a
 * verification that ends there has seen no other. What was verified is not read again while the
 * files bear the stamps that the writer left them with, so that a round costs what was appended
 * since; anything else that touched a file, and each hour, costs a reading of everything. The
 * segment that is written to is stamped before and after each write of the writer's own.
 *
 * <p>Thread-safe. {@link #verify} needs no lock of the writer's; {@link #catchUp} is called while
 * nothing is appended.
 */
public final class JournalWatch implements WriteListener {

    /** After this long everything is read again whatever the stamps say. */
    public static final Duration FULL = Duration.ofHours(1);

    private final Path directory;
    private final CommitKeys keys;
    private final InstantSource clock;

    /** How far the files were verified: after the group at that offset of that segment. */
    private record Verified(ChainPoint point, String segment, long offset) {
        private static final Verified NOTHING = new Verified(ChainPoint.START, "", 0);
    }

    private Optional<Verified> verified = Optional.empty();
    private Optional<Instant> full = Optional.empty();
    private long readings;

    /** Guards what follows; never held while something is read. */
    private final Object stamping = new Object();

    private final Map<String, FileStamp> expected = new HashMap<>();
    private String current = "";
    private boolean foreign;

    /**
     * A watch that has seen nothing yet.
     *
     * @param directory of the segments and the head
     */
    public JournalWatch(Path directory, CommitKeys keys, InstantSource clock) {
        this.directory = directory;
        this.keys = admitting(keys);
        this.clock = clock;
    }

    /**
     * A key that was revoked since still wrote what it wrote: the chains bind that, and a code that
     * is wrong stays wrong.
     */
    private static CommitKeys admitting(CommitKeys keys) {
        return new CommitKeys() {
            @Override
            public KeyId signingKey(Instant time) {
                return keys.signingKey(time);
            }

            @Override
            public byte[] sign(KeyId key, byte[]... parts) {
                return keys.sign(key, parts);
            }

            @Override
            public Answer verify(KeyId key, Instant time, byte[] code, byte[]... parts) {
                Answer answer = keys.verify(key, time, code, parts);
                return answer == Answer.NOT_ADMITTED ? Answer.UNCHECKED : answer;
            }
        };
    }

    @Override
    public void beforeWrite() {
        synchronized (stamping) {
            // else the writer's own stamp would cover up what somebody did before
            foreign |= !current.isEmpty() && !isAsExpected(current);
        }
    }

    @Override
    public void afterWrite() throws IOException {
        synchronized (stamping) {
            if (current.isEmpty()) {
                return;
            }
            if (isAsExpected(current)) {
                List<String> segments = segments();
                current = segments.isEmpty() ? "" : segments.get(segments.size() - 1);
            }
            Optional<FileStamp> now = stampOf(current);
            now.ifPresent(stamp -> expected.put(current, stamp));
            foreign |= now.isEmpty();
        }
    }

    private boolean isAsExpected(String segment) {
        return stampOf(segment).equals(Optional.ofNullable(expected.get(segment)));
    }

    private Optional<FileStamp> stampOf(String name) {
        return FileStamp.of(directory.resolve(name));
    }

    private List<String> segments() throws IOException {
        return Segments.list(DirectoryFiles.existing(directory));
    }

    /** How often everything was read. */
    public synchronized long readings() {
        return readings;
    }

    /**
     * Reads everything up to a position where that is due; the writer may go on meanwhile.
     *
     * @param end the writer's position before the call
     * @return what is wrong; empty when nothing is
     */
    public synchronized Optional<JournalFault> verify(JournalPosition end) throws IOException {
        return isFullDue() ? readAll(end) : Optional.empty();
    }

    /**
     * Verifies what was appended since, and that nobody touched what was verified before.
     *
     * @param end the writer's position; nothing is appended during the call
     * @return what is wrong; empty when nothing is
     */
    public synchronized Optional<JournalFault> catchUp(JournalPosition end) throws IOException {
        Optional<JournalFault> fault = isFullDue() || isTouched() ? readAll(end) : Optional.empty();
        if (fault.isEmpty()) {
            fault = readOn(end);
        }
        if (fault.isEmpty()) {
            fault = beyond();
        }
        return fault.isEmpty() ? head(end) : fault;
    }

    private boolean isFullDue() {
        Instant now = clock.instant();
        return verified.isEmpty()
                || full.isEmpty()
                || now.isBefore(full.get())
                || !now.isBefore(full.get().plus(FULL));
    }

    /** Whether any file bears another stamp than the one that the writer left it with. */
    private boolean isTouched() throws IOException {
        synchronized (stamping) {
            return foreign
                    || !expected.keySet().equals(Set.copyOf(segments()))
                    || !expected.keySet().stream().allMatch(this::isAsExpected);
        }
    }

    private Optional<JournalFault> readAll(JournalPosition end) throws IOException {
        verified = Optional.empty();
        readings++;
        Instant started = clock.instant();
        List<String> segments = segments();
        synchronized (stamping) {
            // before the first byte is read: who changes one afterwards changes a stamp
            foreign = false;
            expected.clear();
            for (String segment : segments) {
                stampOf(segment).ifPresent(stamp -> expected.put(segment, stamp));
            }
            current = segments.isEmpty() ? "" : segments.get(segments.size() - 1);
        }
        Optional<JournalFault> fault = read(segments, Verified.NOTHING, end);
        if (fault.isEmpty()) {
            full = Optional.of(started);
        }
        return fault;
    }

    private Optional<JournalFault> readOn(JournalPosition end) throws IOException {
        Verified known = verified.orElseThrow();
        List<String> segments = segments();
        int from = Math.max(0, segments.indexOf(known.segment()));
        return read(segments.subList(from, segments.size()), known, end);
    }

    /** Reads on from what was verified to the position, which must be met exactly. */
    private Optional<JournalFault> read(List<String> segments, Verified from, JournalPosition end)
            throws IOException {
        DirectoryFiles files = DirectoryFiles.existing(directory);
        verified = Optional.empty();
        try (JournalScan scan =
                JournalScan.resumed(files, segments, from.point(), keys, from.offset())) {
            Verified now = from;
            while (scan.good().seq() < end.seq()) {
                Optional<JournalGroup> group = scan.next();
                if (group.isEmpty()) {
                    break;
                }
                if (scan.good().seq() == end.seq() && !group.get().authenticated()) {
                    // no record after it chains to the last one: only its code vouches for it
                    return Optional.of(fault(JournalFault.Kind.COMMIT_KEY_ABSENT, end, "no key"));
                }
                now = new Verified(scan.good(), group.get().segment(), group.get().end());
            }
            if (!now.point().position().equals(end)) {
                return Optional.of(
                        fault(JournalFault.Kind.CUT, end, now.point().position().toString()));
            }
            verified = Optional.of(now);
            return Optional.empty();
        } catch (JournalFaultException e) {
            return Optional.of(e.fault());
        }
    }

    /** After the last group there is nothing, and no further segment. */
    private Optional<JournalFault> beyond() throws IOException {
        Verified now = verified.orElseThrow();
        List<String> segments = segments();
        boolean last =
                segments.isEmpty()
                        ? now.segment().isEmpty()
                        : segments.get(segments.size() - 1).equals(now.segment());
        boolean whole =
                segments.isEmpty()
                        || DirectoryFiles.existing(directory).size(now.segment()) == now.offset();
        return last && whole
                ? Optional.empty()
                : Optional.of(
                        fault(
                                JournalFault.Kind.UNCOMMITTED,
                                now.point().position(),
                                "something after it that was not written here"));
    }

    /** The head is overwritten with each group, so it stands exactly where the writer stands. */
    private Optional<JournalFault> head(JournalPosition end) throws IOException {
        try {
            Optional<JournalHead> head = JournalHead.read(DirectoryFiles.existing(directory), keys);
            if (head.isEmpty()) {
                return Optional.of(fault(JournalFault.Kind.HEAD_MISSING, end, "none"));
            }
            return head.get().position().equals(end)
                    ? Optional.empty()
                    : Optional.of(
                            fault(
                                    JournalFault.Kind.HEAD_DIFFERS,
                                    end,
                                    head.get().position().toString()));
        } catch (JournalFaultException e) {
            return Optional.of(e.fault());
        }
    }

    private JournalFault fault(JournalFault.Kind kind, JournalPosition end, String observed) {
        boolean head =
                kind == JournalFault.Kind.HEAD_MISSING || kind == JournalFault.Kind.HEAD_DIFFERS;
        return JournalFault.of(
                kind,
                head ? JournalHead.FILE : "journal",
                0,
                0,
                end.seq(),
                "event " + end + ", as it was written",
                observed);
    }
}
