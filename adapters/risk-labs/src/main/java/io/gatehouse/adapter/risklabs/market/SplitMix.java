package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.core.digest.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Random numbers for made-up series: SplitMix64 (Steele, Lea and Flood 2014), whose every word
 * depends on the seed and its place alone. Equal on every Java runtime. Not thread-safe, and for no
 * secret.
 */
final class SplitMix {

    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private long state;
    private double spare;
    private boolean hasSpare;

    private SplitMix(long state) {
        this.state = state;
    }

    /** A generator of its own for a seed and a name: the digest of both makes the first state. */
    static SplitMix of(long seed, String name) {
        String text = seed + "/" + name;
        byte[] digest = Digest.newSha384().digest(text.getBytes(StandardCharsets.UTF_8));
        return new SplitMix(ByteBuffer.wrap(digest).getLong());
    }

    long word() {
        state += GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** At least 0 and below 1, of 53 bits. */
    double uniform() {
        return (word() >>> 11) * 0x1.0p-53;
    }

    /** Standard normal, by the polar method (Marsaglia and Bray 1964). */
    double normal() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        while (true) {
            double x = 2 * uniform() - 1;
            double y = 2 * uniform() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
                spare = y * scale;
                hasSpare = true;
                return x * scale;
            }
        }
    }
}
