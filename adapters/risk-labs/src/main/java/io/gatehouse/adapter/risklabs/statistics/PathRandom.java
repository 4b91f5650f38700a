package io.gatehouse.adapter.risklabs.statistics;

/**
 * The random numbers of one path: SplitMix64 (Steele, Lea and Flood, 2014, OOPSLA) with a start and
 * an odd increment of its own, both mixed from the seed and the number of the path. A path so has
 * the same numbers whichever thread computes it and whichever paths were computed before.
 *
 * <p>Not for secrets. Not thread-safe; one per path.
 */
final class PathRandom {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;
    private final long increment;

    PathRandom(long seed, long path) {
        long key = mix(seed + GOLDEN) + path * GOLDEN;
        state = mix(key);
        long odd = mix(key ^ 0x6A09E667F3BCC909L) | 1;
        // an increment with few changes of bits mixes badly: the authors' own repair
        increment = Long.bitCount(odd ^ (odd >>> 1)) < 24 ? odd ^ 0xAAAAAAAAAAAAAAAAL : odd;
    }

    /** 64 random bits. */
    long next() {
        return mix(state += increment);
    }

    /** A number from 0 (included) to 1 (excluded), a multiple of 2^-53. */
    double unit() {
        return (next() >>> 11) * UNIT;
    }

    /** A number from 0 (excluded) to 1 (included), so that its logarithm exists. */
    double positiveUnit() {
        return ((next() >>> 11) + 1) * UNIT;
    }

    /** A whole number from 0 to bound-1; the bias of at most bound/2^63 is beyond any test. */
    int below(int bound) {
        return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
    }

    /** An exponentially distributed number with mean one. */
    double exponential() {
        return -StrictMath.log(positiveUnit());
    }

    /** A standard normal number. */
    double normal() {
        return Ziggurat.normal(next(), this);
    }

    /** The finaliser with the constants of Stafford's thirteenth variant. */
    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
