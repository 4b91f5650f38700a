package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.Instrument;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Amounts of several venues in one unit: 10^-8 of the base or the quote currency.
 *
 * <p>Venues count the same instrument in different scales; limits and sums need one. Every method
 * that computes throws {@link ArithmeticException} when the result does not fit in a long, and
 * callers treat that as a refusal. Stateless.
 */
public final class Amounts {

    /** Digits after the point. */
    public static final int SCALE = 8;

    private static final long[] POWERS = powers();
    private static final String DECIMAL = "[0-9]{1,10}(\\.[0-9]{1,8})?";

    private Amounts() {}

    private static long[] powers() {
        long[] powers = new long[2 * SCALE + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = Math.multiplyExact(powers[i - 1], 10L);
        }
        return powers;
    }

    /**
     * A decimal such as {@code 1000.00}; not negative, at most eight digits after the point.
     *
     * @throws IllegalArgumentException for another text
     */
    public static long parse(String decimal) {
        if (!decimal.matches(DECIMAL)) {
            throw new IllegalArgumentException("not a decimal of at most 10 and 8 digits");
        }
        return new BigDecimal(decimal).movePointRight(SCALE).longValueExact();
    }

    /** For people: the decimal without trailing zeros. */
    public static String text(long amount) {
        BigDecimal value = BigDecimal.valueOf(amount, SCALE).stripTrailingZeros();
        return value.scale() < 0 ? value.setScale(0).toPlainString() : value.toPlainString();
    }

    /** A quantity of an instrument in the common unit; exact. */
    public static long base(Instrument instrument, long quantity) {
        return Math.multiplyExact(quantity, POWERS[SCALE - instrument.quantityScale()]);
    }

    /** A price of an instrument in the common unit; exact. */
    static long price(Instrument instrument, long price) {
        return Math.multiplyExact(price, POWERS[SCALE - instrument.priceScale()]);
    }

    /** A notional of an instrument in the common unit, rounded away from zero. */
    public static long quote(Instrument instrument, long notional) {
        int scale = instrument.priceScale() + instrument.quantityScale();
        if (scale <= SCALE) {
            return Math.multiplyExact(notional, POWERS[SCALE - scale]);
        }
        long divisor = POWERS[scale - SCALE];
        long whole = notional / divisor;
        return notional % divisor == 0 ? whole : whole + Long.signum(notional);
    }

    /** The value of a quantity at a price, in the common unit, rounded away from zero. */
    static long quote(Instrument instrument, long price, long quantity) {
        return quote(instrument, instrument.notional(price, quantity));
    }

    /** A price that was given in one scale, in another; 0 when it cannot be told there. */
    static long rescale(long price, int from, int to) {
        if (from > to) {
            return price / POWERS[from - to];
        }
        long factor = POWERS[to - from];
        return price > Long.MAX_VALUE / factor ? 0 : price * factor;
    }

    /** {@code amount * part / whole}, exact within, rounded down. */
    static long shareDown(long amount, long part, long whole) {
        if (fits(amount, part, whole)) {
            return amount * part / whole;
        }
        return product(amount, part).divide(BigInteger.valueOf(whole)).longValueExact();
    }

    /** {@code amount * part / whole}, exact within, rounded up. */
    static long shareUp(long amount, long part, long whole) {
        if (fits(amount, part, whole)) {
            return (amount * part + (whole - 1)) / whole;
        }
        return product(amount, part)
                .add(BigInteger.valueOf(whole - 1))
                .divide(BigInteger.valueOf(whole))
                .longValueExact();
    }

    /** Whether it can be counted in a long all the way; most can, and every fill asks. */
    private static boolean fits(long amount, long part, long whole) {
        return amount >= 0
                && part >= 0
                && whole > 0
                && Math.multiplyHigh(amount, part) == 0
                && amount * part >= 0
                && amount * part <= Long.MAX_VALUE - (whole - 1);
    }

    private static BigInteger product(long amount, long part) {
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(part));
    }
}
