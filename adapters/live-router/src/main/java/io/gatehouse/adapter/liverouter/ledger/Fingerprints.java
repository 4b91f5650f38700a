package io.gatehouse.adapter.liverouter.ledger;

import java.util.Arrays;

/**
 * A set of texts of which only 64 bits each are kept: what was added is always found, and of 2^64
 * others one is found too. About sixteen bytes each; grows in small parts, so that no addition
 * takes long. For one thread.
 */
final class Fingerprints {

    private static final int PARTS = 256;

    private final long[][] parts = new long[PARTS][16];
    private final int[] sizes = new int[PARTS];

    void add(String text) {
        long print = print(text);
        int part = (int) (print >>> 56);
        if (2 * (sizes[part] + 1) > parts[part].length) {
            grow(part);
        }
        if (put(parts[part], print)) {
            sizes[part]++;
        }
    }

    boolean contains(String text) {
        long print = print(text);
        long[] part = parts[(int) (print >>> 56)];
        int at = (int) print & part.length - 1;
        while (part[at] != 0) {
            if (part[at] == print) {
                return true;
            }
            at = at + 1 & part.length - 1;
        }
        return false;
    }

    private void grow(int part) {
        long[] old = parts[part];
        long[] larger = new long[2 * old.length];
        Arrays.stream(old).filter(print -> print != 0).forEach(print -> put(larger, print));
        parts[part] = larger;
    }

    private static boolean put(long[] part, long print) {
        int at = (int) print & part.length - 1;
        while (part[at] != 0) {
            if (part[at] == print) {
                return false;
            }
            at = at + 1 & part.length - 1;
        }
        part[at] = print;
        return true;
    }

    /** Never 0, which means "free". */
    private static long print(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
