package io.gatehouse.adapter.risklabs.market;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Numbers as they may stand in a text file: plain decimals.
 *
 * <p>{@link Double#parseDouble} also takes {@code NaN}, {@code Infinity}, {@code 0x1p3}, {@code 1d}
 * and blanks around; a price that is none of these is what the files mean. Pure.
 */
final class CsvNumbers {

    private static final int LONGEST = 40;

    private CsvNumbers() {}

    /** A finite decimal, with fraction and exponent where it has them. */
    static OptionalDouble real(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return OptionalDouble.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0;
            if (!plain) {
                return OptionalDouble.empty();
            }
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** A whole number of at most 19 digits; one written {@code 12.0} is no whole number here. */
    static OptionalLong integer(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        if (text.length() == digits || text.length() > 20) {
            return OptionalLong.empty();
        }
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return OptionalLong.empty();
            }
        }
        try {
            return OptionalLong.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
