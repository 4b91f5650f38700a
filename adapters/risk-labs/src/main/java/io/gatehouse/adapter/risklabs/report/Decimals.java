package io.gatehouse.adapter.risklabs.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Doubles as decimal text of at most fifteen significant digits, equal on every Java runtime.
 *
 * <p>{@link Double#toString} is not used: before JDK 19 it prints digits too many for some values.
 * Fifteen digits survive the way from decimal to double and back (IEEE 754-2019, 5.12.2), so what
 * is read is written again with the same bytes.
 */
final class Decimals {

    private static final MathContext DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private Decimals() {}

    /** The nearest double to the value's first fifteen digits; zero has no sign. */
    static double rounded(double value) {
        return value == 0 ? 0 : Double.parseDouble(decimal(value).toString());
    }

    /**
     * The text, in the form of the existing tools: positional when 1e-4 &lt;= |x| &lt; 1e16 and
     * then always with a fraction, otherwise with a signed exponent of at least two digits.
     */
    static String text(double value) {
        if (value == 0) {
            return "0.0";
        }
        BigDecimal decimal = decimal(value).stripTrailingZeros();
        String digits = decimal.unscaledValue().abs().toString();
        int point = digits.length() - decimal.scale();
        return (value < 0 ? "-" : "") + magnitude(digits, point);
    }

    private static String magnitude(String digits, int point) {
        if (point > 16 || point < -3) {
            int exponent = point - 1;
            String figures = Integer.toString(Math.abs(exponent));
            return digits.charAt(0)
                    + (digits.length() > 1 ? "." + digits.substring(1) : "")
                    + (exponent < 0 ? "e-" : "e+")
                    + (figures.length() < 2 ? "0" : "")
                    + figures;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length()) + ".0"
                : digits.substring(0, point) + "." + digits.substring(point);
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(value).round(DIGITS);
    }
}
