package io.gatehouse.adapter.liverouter.ledger;

/** Sums of what venues report, which may be any number: they stop at the greatest. */
final class Saturated {

    private Saturated() {}

    /** Sum of two numbers that are not negative. */
    static long sum(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
