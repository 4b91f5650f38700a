package io.gatehouse.adapter.liverouter.journal;

import java.util.Arrays;
import java.util.Optional;

/**
 * How far a journal was read, over its segments: first of version 1, then of version 2, never back.
 * For one reading and one thread.
 */
final class Progress {

    private final Optional<Seal> head;
    private ChainState one = ChainState.START;
    private boolean second;
    private long events;
    private Checksum checksum = new Checksum(JournalEnd.NO_CHECKSUM);
    private Unsealed unsealed = new Unsealed(Seal.START);
    private boolean metHead;

    /**
     * @param head how far the journal went at least
     */
    Progress(Optional<Seal> head) {
        this.head = head;
        meet(Seal.START);
    }

    /** Whether a header is the one that comes next; remembers which version it begins. */
    boolean header(byte[] line) {
        if (!second && Arrays.equals(line, one.header())) {
            return true;
        }
        if (!Arrays.equals(line, end().header())) {
            return false;
        }
        if (!second) {
            unsealed = new Unsealed(end().sealed());
            events = one.events();
            second = true;
        }
        return true;
    }

    /**
     * Takes in a group.
     *
     * @param before what stands in the file between the group before and its events
     * @param lines its event lines
     * @param commit its last line
     * @return whether it is whole and follows what came before
     */
    boolean group(int count, byte[] before, byte[] lines, byte[] commit) {
        return second ? second(count, before, lines, commit) : first(count, lines, commit);
    }

    private boolean first(int count, byte[] lines, byte[] commit) {
        var hash = one.next();
        hash.update(lines);
        one = one.after(count, hash);
        meet(end().sealed());
        return Arrays.equals(commit, one.commit());
    }

    private boolean second(int count, byte[] before, byte[] lines, byte[] commit) {
        events += count;
        checksum.add(lines, 0, lines.length);
        checksum.end();
        boolean whole =
                Arrays.equals(commit, end().commit())
                        && unsealed.add(before)
                        && unsealed.add(lines)
                        && unsealed.add(commit);
        unsealed.groupEnds(events);
        return whole;
    }

    /** Takes in a seal; whether it is the one over what it covers. */
    boolean seal(long at, byte[] before, byte[] line) {
        if (!second || !unsealed.add(before)) {
            return false;
        }
        Optional<Seal> seal = unsealed.sealAt(at);
        seal.ifPresent(this::meet);
        return seal.isPresent() && Arrays.equals(line, seal.get().line()) && unsealed.add(line);
    }

    private void meet(Seal seal) {
        metHead |= head.isPresent() && head.get().equals(seal);
    }

    /** Whether the journal is shorter than its head says, or another one. */
    boolean cut() {
        return head.isPresent() && !metHead;
    }

    /** Whether a segment of version 2 was there without the file that says how far it went. */
    boolean headless() {
        return second && head.isEmpty();
    }

    /** Whether the last segment is of the version that is written. */
    boolean second() {
        return second;
    }

    long events() {
        return second ? events : one.events();
    }

    JournalEnd end() {
        return second
                ? new JournalEnd(events, checksum.toString(), unsealed.seal())
                : JournalEnd.after(one);
    }

    /** Hands on what no seal covers yet. */
    void resume(Sealer sealer) {
        sealer.resume(unsealed.rest(), unsealed.whole(), events());
    }
}
