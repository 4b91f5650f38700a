package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Candle;
import java.math.BigInteger;

/**
 * Exact arithmetic of prices, quantities and amounts, all scaled by {@link Candle#SCALE}.
 *
 * <p>Rounding is always against the trader, so no sum of roundings can look like a profit. Every
 * method throws {@link ArithmeticException} where a result leaves what JSON carries exactly.
 */
public final class Money {

    private static final long LARGEST = 9_007_199_254_740_991L;
    private static final long POINTS = 10_000;

    private Money() {}

    /** Quantity times price, toward zero for positive factors. */
    public static long notional(long quantity, long price) {
        return mulDiv(quantity, price, Candle.SCALE);
    }

    /**
     * The price that is paid or received at an open, after slippage in hundredths of a per cent.
     */
    public static long slipped(long open, boolean buy, int slippage) {
        return buy
                ? ceiling(open, POINTS + slippage, POINTS)
                : mulDiv(open, POINTS - slippage, POINTS);
    }

    /** The fee of an amount, upward. */
    public static long fee(long notional, int points) {
        return ceiling(notional, points, POINTS);
    }

    /** {@code a * b / c}, downward for positive numbers. */
    public static long mulDiv(long a, long b, long c) {
        return within(
                BigInteger.valueOf(a)
                        .multiply(BigInteger.valueOf(b))
                        .divide(BigInteger.valueOf(c)));
    }

    private static long ceiling(long a, long b, long c) {
        BigInteger[] parts =
                BigInteger.valueOf(a)
                        .multiply(BigInteger.valueOf(b))
                        .divideAndRemainder(BigInteger.valueOf(c));
        return within(parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0]);
    }

    private static long within(BigInteger value) {
        long exact = value.longValueExact();
        if (Math.abs(exact) > LARGEST) {
            throw new ArithmeticException("beyond 2^53-1");
        }
        return exact;
    }

    /** A sum that JSON carries exactly. */
    public static long add(long a, long b) {
        return within(BigInteger.valueOf(a).add(BigInteger.valueOf(b)));
    }
}
