package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;

/** Books and delays that tests make up. */
final class Made {

    private Made() {}

    /** One snapshot: so much within 10 bps and so much within 20 bps, on both sides. */
    static Depth depth(String symbol, double near, double far) {
        double[][] side = {{near, far}};
        return new Depth(
                symbol,
                new long[] {0},
                new double[] {99.99},
                new double[] {100.01},
                new double[] {10, 20},
                side,
                side);
    }

    /** Messages a second apart with such delays in milliseconds. */
    static Latencies latencies(String symbol, long... delays) {
        long[] event = new long[delays.length];
        long[] local = new long[delays.length];
        for (int i = 0; i < delays.length; i++) {
            event[i] = 1_000L * i;
            local[i] = (event[i] + delays[i]) * 1_000_000L;
        }
        return new Latencies(symbol, event, local);
    }
}
