package io.gatehouse.adapter.smoke.candle;

/**
 * A decimal as exchanges write it: digits, perhaps a point and digits; nothing else.
 *
 * <p>No sign, exponent, NaN or white space: what one reader takes for a number and another does not
 * must not decide anything.
 */
final class DecimalCell {

    /** What stands for "not a number of this form". */
    static final long NONE = -1;

    private static final int DECIMALS = 8;
    private static final int WHOLE = 10;

    private DecimalCell() {}

    /** The value scaled by {@link Candle#SCALE}, or {@link #NONE}. */
    static long scaled(String text) {
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        if (whole < 1 || whole > WHOLE || decimals > DECIMALS || (point >= 0 && decimals == 0)) {
            return NONE;
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == point) {
                continue;
            }
            if (c < '0' || c > '9') {
                return NONE;
            }
            value = value * 10 + (c - '0');
        }
        for (int i = decimals; i < DECIMALS; i++) {
            value *= 10;
        }
        return value;
    }
}
