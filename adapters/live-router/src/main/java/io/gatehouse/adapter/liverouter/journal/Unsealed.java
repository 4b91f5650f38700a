package io.gatehouse.adapter.liverouter.journal;

import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/**
 * Bytes of a journal that no seal covers yet, and where its groups end in them. A seal comes some
 * groups after those that it covers, since its digest is made beside the writing. For one thread.
 */
final class Unsealed {

    /** Most bytes that may wait for their seal; the writer keeps to half of it. */
    static final int MOST = 32 * 1024 * 1024;

    /**
     * @param at how many bytes came before it in all
     */
    private record End(long events, long at) {}

    private final Deque<End> ends = new ArrayDeque<>();
    private Seal seal;
    private byte[] bytes = new byte[64 * 1024];
    private int length;
    private long dropped;

    Unsealed(Seal seal) {
        this.seal = seal;
    }

    /** The last seal. */
    Seal seal() {
        return seal;
    }

    /** Takes in the next bytes; false when too many wait. */
    boolean add(byte[] more) {
        if (length + more.length > MOST) {
            return false;
        }
        if (length + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return true;
    }

    /** A group ends here. */
    void groupEnds(long events) {
        ends.add(new End(events, dropped + length));
    }

    /** The seal over all up to the end of a group; empty when no such group waits for one. */
    Optional<Seal> sealAt(long events) {
        while (!ends.isEmpty()) {
            End end = ends.remove();
            if (end.events() == events) {
                int covered = (int) (end.at() - dropped);
                MessageDigest hash = seal.next();
                hash.update(bytes, 0, covered);
                seal = Seal.of(events, hash);
                length -= covered;
                System.arraycopy(bytes, covered, bytes, 0, length);
                dropped = end.at();
                return Optional.of(seal);
            }
        }
        return Optional.empty();
    }

    /** How much of what lies behind the last seal ends with a group. */
    int whole() {
        return ends.isEmpty() ? 0 : (int) (ends.getLast().at() - dropped);
    }

    /** What lies behind the last seal. */
    byte[] rest() {
        return Arrays.copyOf(bytes, length);
    }
}
