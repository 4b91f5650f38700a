package io.gatehouse.audit.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as signed text: RFC 3339 in UTC, ending in {@code Z}, in whole seconds or with exactly
 * three decimals. One instant has few spellings so that a text can be compared and signed.
 */
public final class Timestamps {

    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{3})?Z");

    private Timestamps() {}

    /** Reads a time; empty for any other form and for dates that do not exist. */
    public static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches() || text.startsWith("24", 11)) {
            return Optional.empty(); // 24:00 is ISO 8601 but not RFC 3339
        }
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Writes a time cut to milliseconds; whole seconds without decimals. */
    public static String format(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
