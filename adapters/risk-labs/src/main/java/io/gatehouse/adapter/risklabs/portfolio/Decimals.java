package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as decimal text that is equal on every Java runtime.
 *
 * <p>{@link Double#toString} prints other digits before Java 19 than after it (JDK-4511638), so it
 * must not stand in a report that is compared byte for byte. Stateless and thread-safe.
 */
public final class Decimals {

    private static final int FEWEST = 15;
    private static final int MOST = 17;

    private Decimals() {}

    /**
     * The decimal of 15 to 17 digits, as few as suffice, that reads back as the very same double.
     *
     * @throws IllegalArgumentException if the value is infinite or not a number
     */
    public static BigDecimal exact(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number");
        }
        if (value == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal whole = new BigDecimal(value);
        BigDecimal decimal = whole;
        for (int digits = FEWEST; digits <= MOST; digits++) {
            decimal = whole.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (decimal.doubleValue() == value) {
                break;
            }
        }
        return decimal.stripTrailingZeros();
    }

    /** {@link #exact} as text, without exponent where the number is of ordinary size. */
    public static String text(double value) {
        BigDecimal decimal = exact(value);
        boolean ordinary = decimal.precision() - decimal.scale() <= 20 && decimal.scale() <= 25;
        return ordinary ? decimal.toPlainString() : decimal.toString();
    }
}
