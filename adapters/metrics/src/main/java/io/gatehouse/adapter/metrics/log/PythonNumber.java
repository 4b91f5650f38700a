package io.gatehouse.adapter.metrics.log;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonString;
import java.math.BigDecimal;

/** Decimals as the existing tools spell their doubles (formats page 0.1). */
final class PythonNumber {

    /** Up to here, each decimal is the shortest text of a double of its own. */
    private static final int EXACT_DIGITS = 15;

    private static final int SMALLEST_PLAIN = -4;
    private static final int FIRST_WITH_EXPONENT = 16;

    private PythonNumber() {}

    /**
     * The JSON of a number: a literal, or quoted text when it has more digits than a double keeps;
     * a log must not say another price than the one that was sent.
     */
    static String json(BigDecimal value) {
        BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (plain.precision() > EXACT_DIGITS) {
            return CanonicalJson.text(new JsonString(plain.toPlainString()));
        }
        int exponent = plain.precision() - plain.scale() - 1;
        if (exponent >= SMALLEST_PLAIN && exponent < FIRST_WITH_EXPONENT) {
            return plain.scale() > 0 ? plain.toPlainString() : plain.setScale(1).toPlainString();
        }
        String digits = plain.unscaledValue().abs().toString();
        String mantissa =
                digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int size = Math.abs(exponent);
        return (plain.signum() < 0 ? "-" : "")
                + mantissa
                + (exponent < 0 ? "e-" : "e+")
                + (size < 10 ? "0" : "")
                + size;
    }
}
