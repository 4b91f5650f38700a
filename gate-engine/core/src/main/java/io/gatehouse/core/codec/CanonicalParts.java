package io.gatehouse.core.codec;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Canonical bytes of records that stand within states, kept for the next time that a state is
 * written: most of a promotion is what it was before the last event.
 *
 * <p>A part is known by its identity alone. Records and what they hold never change, so that very
 * object has those very bytes; an equal one is written anew. Bounded: what was not used for about
 * {@value #MOST} bytes is forgotten. Confined to one thread.
 */
public final class CanonicalParts {

    /** Keeps nothing. */
    static final CanonicalParts NONE = new CanonicalParts(0);

    /** Of one of two generations. */
    static final int MOST = 2 * 1024 * 1024;

    /** What an entry takes beside its bytes, roughly. */
    private static final int OVERHEAD = 100;

    /** Records that a state holds (1), alone or in a list or map (2); deeper ones are small. */
    private static final int DEEPEST = 2;

    private final int most;
    private Map<Record, Part> young = new IdentityHashMap<>();
    private Map<Record, Part> old = new IdentityHashMap<>();
    private int size;

    /**
     * @param depth at which it was written, since nesting is limited
     */
    private record Part(int depth, byte[] bytes) {}

    /** An empty store. */
    public CanonicalParts() {
        this(MOST);
    }

    CanonicalParts(int most) {
        this.most = most;
    }

    /** Whether records so deep within a state are kept. */
    boolean keeps(int depth) {
        return most > 0 && depth > 0 && depth <= DEEPEST;
    }

    /** The bytes of a part, not to be changed; null when they are not known. */
    byte[] find(Record value, int depth) {
        Part part = young.get(value);
        if (part == null) {
            part = old.remove(value);
            if (part == null) {
                return null;
            }
            put(value, part);
        }
        return part.depth() == depth ? part.bytes() : null;
    }

    void keep(Record value, int depth, byte[] bytes) {
        put(value, new Part(depth, bytes));
    }

    private void put(Record value, Part part) {
        if (size + part.bytes().length + OVERHEAD > most) {
            old = young;
            young = new IdentityHashMap<>();
            size = 0;
        }
        size += part.bytes().length + OVERHEAD;
        young.put(value, part);
    }
}
