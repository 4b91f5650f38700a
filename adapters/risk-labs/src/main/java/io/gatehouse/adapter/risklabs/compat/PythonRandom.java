package io.gatehouse.adapter.risklabs.compat;

/**
 * The Mersenne Twister (MT19937) as CPython's {@code random.Random(seed)} draws from it.
 *
 * <p>Matsumoto and Nishimura (1998), with their array initialization of 2002 and 53-bit doubles.
 * Only seeds that fit 32 bits. Not thread-safe, and for no secret.
 */
public final class PythonRandom {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int UPPER = 0x80000000;
    private static final int LOWER = 0x7fffffff;
    private static final int MATRIX = 0x9908b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    /**
     * @param seed taken without its sign, as CPython does
     */
    public PythonRandom(int seed) {
        int key = Math.abs(seed);
        initialize(19_650_218);
        int i = 1;
        for (int k = SIZE; k > 0; k--) {
            int previous = state[i - 1] ^ (state[i - 1] >>> 30);
            state[i] = (state[i] ^ (previous * 1_664_525)) + key; // one word of key: index 0
            i = step(i);
        }
        for (int k = SIZE - 1; k > 0; k--) {
            int previous = state[i - 1] ^ (state[i - 1] >>> 30);
            state[i] = (state[i] ^ (previous * 1_566_083_941)) - i;
            i = step(i);
        }
        state[0] = UPPER;
    }

    private void initialize(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    private int step(int i) {
        if (i + 1 < SIZE) {
            return i + 1;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    /** The next double, at least 0 and below 1, of 53 bits. */
    public double random() {
        long high = (word() & 0xffffffffL) >>> 5;
        long low = (word() & 0xffffffffL) >>> 6;
        return (high * 67_108_864.0 + low) * (1.0 / 9_007_199_254_740_992.0);
    }

    private int word() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & UPPER) | (state[(i + 1) % SIZE] & LOWER);
            int odd = (y & 1) == 0 ? 0 : MATRIX;
            state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ odd;
        }
        next = 0;
    }
}
