package io.gatehouse.audit.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Times as signed text: RFC 3339 in UTC, ending in {@code Z}, in whole seconds or with exactly
 * three decimals. One instant has few spellings so that a text can be compared and signed.
 */
public final class Timestamps {

    private static final String SECONDS = "0000-00-00T00:00:00Z";
    private static final String MILLISECONDS = "0000-00-00T00:00:00.000Z";

    private Timestamps() {}

    /** Reads a time; empty for any other form and for dates that do not exist. */
    public static Optional<Instant> parse(String text) {
        boolean decimals = text.length() == MILLISECONDS.length();
        if (!isWritten(text) || text.startsWith("24", 11)) {
            return Optional.empty(); // 24:00 is ISO 8601 but not RFC 3339
        }
        try {
            if (text.startsWith("60", 17)) {
                return Optional.of(Instant.parse(text)); // a leap second
            }
            return Optional.of(
                    LocalDateTime.of(
                                    number(text, 0, 4),
                                    number(text, 5, 7),
                                    number(text, 8, 10),
                                    number(text, 11, 13),
                                    number(text, 14, 16),
                                    number(text, 17, 19),
                                    decimals ? number(text, 20, 23) * 1_000_000 : 0)
                            .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether digits and marks stand where they do in such a text, whatever the digits are. */
    public static boolean isWritten(String text) {
        return isForm(text, text.length() == MILLISECONDS.length() ? MILLISECONDS : SECONDS);
    }

    /** Whether digits stand where zeros do, and everything else as it is. */
    private static boolean isForm(String text, String form) {
        if (text.length() != form.length()) {
            return false;
        }
        for (int i = 0; i < form.length(); i++) {
            char c = text.charAt(i);
            boolean fits = form.charAt(i) == '0' ? c >= '0' && c <= '9' : c == form.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Writes a time cut to milliseconds; whole seconds without decimals. */
    public static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
