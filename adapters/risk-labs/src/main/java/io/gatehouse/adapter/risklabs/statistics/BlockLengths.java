package io.gatehouse.adapter.risklabs.statistics;

/**
 * Geometrically distributed lengths with a given mean, by the alias method (Walker, 1977) on the
 * first 256 lengths and the missing memory of the distribution beyond them: no logarithm per block.
 */
final class BlockLengths {

    private static final int TABLE = 256;
    private static final double UNIT = 0x1.0p-53;

    /** Slot 0 stands for "longer than 255", slot k for the length k. */
    private final double[] keep = new double[TABLE];

    private final int[] alias = new int[TABLE];

    BlockLengths(double mean) {
        double end = 1 / mean;
        double[] weight = new double[TABLE];
        double survive = 1;
        for (int length = 1; length < TABLE; length++) {
            weight[length] = survive * end * TABLE;
            survive *= 1 - end;
        }
        weight[0] = survive * TABLE;
        int[] small = new int[TABLE];
        int[] large = new int[TABLE];
        int smalls = 0;
        int larges = 0;
        for (int i = 0; i < TABLE; i++) {
            if (weight[i] < 1) {
                small[smalls++] = i;
            } else {
                large[larges++] = i;
            }
        }
        while (smalls > 0 && larges > 0) {
            int poor = small[--smalls];
            int rich = large[larges - 1];
            keep[poor] = weight[poor];
            alias[poor] = rich;
            weight[rich] -= 1 - weight[poor];
            if (weight[rich] < 1) {
                larges--;
                small[smalls++] = rich;
            }
        }
        while (larges > 0) {
            keep[large[--larges]] = 1;
        }
        while (smalls > 0) {
            keep[small[--smalls]] = 1;
        }
    }

    /** A length of at least one step; what would not fit into an int ends there. */
    int next(PathRandom random) {
        int before = 0;
        while (true) {
            long bits = random.next();
            int slot = (int) bits & (TABLE - 1);
            int length = (bits >>> 11) * UNIT < keep[slot] ? slot : alias[slot];
            if (length > 0 || before > Integer.MAX_VALUE - 2 * TABLE) {
                return before + Math.max(1, length);
            }
            before += TABLE - 1;
        }
    }
}
