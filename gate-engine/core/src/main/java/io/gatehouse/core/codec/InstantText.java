package io.gatehouse.core.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Times as text in the one spelling of {@link Instant#toString} (RFC 3339 in UTC with as few groups
 * of three decimals as suffice), written and read by hand: a journal of a million events has some
 * ten million of them.
 */
public final class InstantText {

    private static final int SECONDS = "0000-00-00T00:00:00Z".length();
    private static final int NANOSECONDS = "0000-00-00T00:00:00.000000000Z".length();
    private static final int WIDEST_YEAR = 9999;

    private InstantText() {}

    /** The text of a time, equal to {@link Instant#toString}. */
    public static String of(Instant time) {
        LocalDateTime local;
        try {
            local = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return time.toString();
        }
        if (local.getYear() < 0 || local.getYear() > WIDEST_YEAR) {
            return time.toString();
        }
        char[] out = new char[NANOSECONDS];
        digits(local.getYear(), 4, out, 0, '-');
        digits(local.getMonthValue(), 2, out, 5, '-');
        digits(local.getDayOfMonth(), 2, out, 8, 'T');
        digits(local.getHour(), 2, out, 11, ':');
        digits(local.getMinute(), 2, out, 14, ':');
        int nano = time.getNano();
        if (nano == 0) {
            digits(local.getSecond(), 2, out, 17, 'Z');
            return new String(out, 0, SECONDS);
        }
        digits(local.getSecond(), 2, out, 17, '.');
        int places = 9;
        while (nano % 1_000 == 0) {
            nano /= 1_000;
            places -= 3;
        }
        digits(nano, places, out, 20, 'Z');
        return new String(out, 0, 21 + places);
    }

    private static void digits(int value, int places, char[] out, int from, char after) {
        int rest = value;
        for (int i = from + places - 1; i >= from; i--) {
            out[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        out[from + places] = after;
    }

    /** The time of a text, if {@link #of} would write that time so; empty for anything else. */
    public static Optional<Instant> parse(String text) {
        try {
            Instant time = isPlain(text) ? read(text) : Instant.parse(text);
            return of(time).equals(text) ? Optional.of(time) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The time of a text in whatever spelling {@link Instant#parse} takes; the canonical one is
     * read by hand.
     *
     * @throws java.time.format.DateTimeParseException when it takes none
     */
    public static Instant parseAny(String text) {
        return parse(text).orElseGet(() -> Instant.parse(text));
    }

    private static Instant read(String text) {
        int places = Math.max(0, text.length() - SECONDS - 1);
        int nano = places == 0 ? 0 : number(text, SECONDS, SECONDS + places);
        for (int i = places; i > 0 && i < 9; i++) {
            nano *= 10;
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nano)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** Whether digits and marks stand where they do in years of four digits. */
    private static boolean isPlain(String text) {
        int length = text.length();
        if (length < SECONDS
                || length > NANOSECONDS
                || length == SECONDS + 1
                || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char c = text.charAt(i);
            boolean fits =
                    switch (i) {
                        case 4, 7 -> c == '-';
                        case 10 -> c == 'T';
                        case 13, 16 -> c == ':';
                        case 19 -> c == '.';
                        default -> c >= '0' && c <= '9';
                    };
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
