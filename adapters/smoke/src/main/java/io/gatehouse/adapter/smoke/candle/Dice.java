package io.gatehouse.adapter.smoke.candle;

/** Pseudo-random numbers after SplitMix64 (Steele, Lea, Flood 2014). Not thread-safe. */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    public Dice(long seed) {
        this.state = seed;
    }

    public long next() {
        state += GOLDEN;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A number from 0 to before the bound. */
    public int below(int bound) {
        return (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    /** Mean 0 and variance 1, nearly normal: the sum of twelve uniform numbers less six. */
    public double normal() {
        double sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (next() >>> 11) * 0x1.0p-53;
        }
        return sum - 6;
    }
}
