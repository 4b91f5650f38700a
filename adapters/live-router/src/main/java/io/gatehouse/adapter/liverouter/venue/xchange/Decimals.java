package io.gatehouse.adapter.liverouter.venue.xchange;

import java.math.BigDecimal;

/** Decimal numbers of venues as scaled whole ones; nothing is rounded. */
final class Decimals {

    private static final int LONGEST = 100;

    private Decimals() {}

    /**
     * The number in units of that scale.
     *
     * @throws ArithmeticException when it has more decimals than that or is out of bounds
     */
    static long scaled(BigDecimal value, int scale) {
        if (Math.abs((long) value.scale()) > LONGEST || value.precision() > LONGEST) {
            // a short text can name a number that would take gigabytes to write out
            throw new ArithmeticException("out of bounds");
        }
        return value.setScale(scale).unscaledValue().longValueExact();
    }

    /** Digits and at most one point, as the venues want them. */
    static String text(long scaled, int scale) {
        return BigDecimal.valueOf(scaled, scale).toPlainString();
    }
}
