package io.gatehouse.audit.compat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * The shortest decimal text that reads back as the same double, in the form of the existing tools.
 *
 * <p>{@link Double#toString} of JDK 17 is not used: it prints too many digits for some values. For
 * each number of digits from 1 on, the neighbours of the exact value below and above are tried; the
 * first that read back win, and of two the closer one. No more than 17 digits are ever needed (IEEE
 * 754-2008, section 5.12.2).
 */
final class ShortestDouble {

    private static final int MOST_DIGITS = 17;

    private ShortestDouble() {}

    /**
     * The text: positional when 1e-4 &lt;= |x| &lt; 1e16 and then always with a fraction, otherwise
     * with an exponent of at least two digits and its sign.
     */
    static String text(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "Infinity" : "-Infinity";
        }
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        String magnitude = value == 0 ? "0.0" : format(shortest(Math.abs(value)));
        return negative ? "-" + magnitude : magnitude;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
            BigDecimal best = closest(exact, value, List.of(below, above));
            if (best.signum() > 0) {
                return best;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** The candidate nearest to the exact value among those that read back; zero when none does. */
    private static BigDecimal closest(BigDecimal exact, double value, List<BigDecimal> candidates) {
        BigDecimal best = BigDecimal.ZERO;
        for (BigDecimal candidate : candidates) {
            boolean same = Double.parseDouble(candidate.toString()) == value;
            if (same && (best.signum() == 0 || isNearer(exact, candidate, best))) {
                best = candidate;
            }
        }
        return best;
    }

    private static boolean isNearer(BigDecimal exact, BigDecimal candidate, BigDecimal best) {
        int order = candidate.subtract(exact).abs().compareTo(best.subtract(exact).abs());
        boolean even = !candidate.unscaledValue().testBit(0);
        return order < 0 || (order == 0 && even);
    }

    private static String format(BigDecimal shortest) {
        BigDecimal stripped = shortest.stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        int point = digits.length() - stripped.scale(); // digits before the decimal point
        if (point > 16 || point < -3) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            int exponent = point - 1;
            String sign = exponent < 0 ? "-" : "+";
            String figures = Integer.toString(Math.abs(exponent));
            return digits.charAt(0)
                    + fraction
                    + "e"
                    + sign
                    + (figures.length() < 2 ? "0" : "")
                    + figures;
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        if (point >= digits.length()) {
            return digits + "0".repeat(point - digits.length()) + ".0";
        }
        return digits.substring(0, point) + "." + digits.substring(point);
    }
}
