package io.gatehouse.audit.compat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as {@code datetime.fromisoformat} of Python 3.11 reads them: calendar and week dates, with
 * or without separators, any one character between date and time, cut after microseconds, with or
 * without an offset.
 *
 * @param utc the time in UTC; a time without an offset counts as UTC
 */
record PythonTime(LocalDateTime utc) implements Comparable<PythonTime> {

    /** Thrown inside this class for text of another form. */
    private static final class NotATime extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotATime() {
            super(null, null, false, false);
        }
    }

    /**
     * Hours, minutes, seconds and microseconds as they were written.
     *
     * @param rest whether something follows
     */
    private record Clock(int hours, int minutes, int seconds, int micros, boolean rest) {
        long total() {
            return ((hours * 60L + minutes) * 60 + seconds) * 1_000_000 + micros;
        }
    }

    private static final long DAY = 86_400_000_000L;

    /** Whether the text is such a time; nothing is converted, so that nothing can overflow. */
    static boolean isTime(String text) {
        try {
            read(text);
            return true;
        } catch (NotATime | DateTimeException e) {
            return false;
        }
    }

    /**
     * The time that a value names; empty for everything that is no text of the form.
     *
     * @throws CompatFailure OUT_OF_RANGE when UTC takes it out of the years 1 to 9999
     */
    static Optional<PythonTime> of(CompatValue value) throws CompatFailure {
        if (!(value instanceof CompatValue.Text text)) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = read(PythonText.strip(text.value()));
            if (time.getYear() < 1 || time.getYear() > 9999) {
                throw new CompatFailure(CompatReason.OUT_OF_RANGE, text.value());
            }
            return Optional.of(new PythonTime(time));
        } catch (NotATime | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime read(String text) {
        if (text.length() < 7) {
            throw new NotATime();
        }
        int separator = separator(text);
        LocalDate date = date(text.substring(0, Math.min(separator, text.length())));
        return separator < text.length()
                ? time(date, text.substring(separator + 1))
                : date.atStartOfDay();
    }

    private static int separator(String text) {
        int length = text.length();
        if (length == 7) {
            return 7;
        }
        if (text.charAt(4) == '-') {
            if (text.charAt(5) != 'W') {
                return 10;
            }
            if (length > 8 && text.charAt(8) == '-') {
                if (length == 9) {
                    throw new NotATime();
                }
                return length > 10 && isDigit(text.charAt(10)) ? 8 : 10;
            }
            return 8;
        }
        if (text.charAt(4) != 'W') {
            return 8;
        }
        int end = 7;
        while (end < length && isDigit(text.charAt(end))) {
            end++;
        }
        return end < 9 ? end : end % 2 == 0 ? 7 : 8;
    }

    private static LocalDate date(String text) {
        int length = text.length();
        if (length != 7 && length != 8 && length != 10) {
            throw new NotATime();
        }
        int year = number(text, 0, 4);
        if (year < 1) {
            throw new NotATime();
        }
        boolean dashes = text.charAt(4) == '-';
        int at = dashes ? 5 : 4;
        if (text.charAt(at) == 'W') {
            return week(text, year, at + 1, dashes);
        }
        int month = number(text, at, 2);
        at += 2;
        if ((at < length && text.charAt(at) == '-') != dashes) {
            throw new NotATime();
        }
        at += dashes ? 1 : 0;
        if (at + 2 != length) {
            throw new NotATime();
        }
        return LocalDate.of(year, month, number(text, at, 2));
    }

    private static LocalDate week(String text, int year, int start, boolean dashes) {
        int week = number(text, start, 2);
        int at = start + 2;
        int day = 1;
        if (at < text.length()) {
            if ((text.charAt(at) == '-') != dashes) {
                throw new NotATime();
            }
            at += dashes ? 1 : 0;
            if (at + 1 != text.length()) {
                throw new NotATime();
            }
            day = number(text, at, 1);
        }
        LocalDate fourth = LocalDate.of(year, 1, 4); // always in week 1 (ISO 8601)
        if (week < 1
                || day < 1
                || day > 7
                || week > IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(fourth).getMaximum()) {
            throw new NotATime();
        }
        return fourth.minusDays(fourth.getDayOfWeek().getValue() - 1L)
                .plusDays((week - 1L) * 7 + day - 1);
    }

    /**
     * The time of day and its offset. Of what is not demanded, little is checked: a stray character
     * before an offset, and digits after the seconds without a point, pass there and so here.
     */
    private static LocalDateTime time(LocalDate date, String text) {
        int zone = 0;
        while (zone < text.length() && "+-Z".indexOf(text.charAt(zone)) < 0) {
            zone++;
        }
        Clock clock = clock(text, 0, zone);
        boolean zoned = zone < text.length();
        if (clock.hours() > 23
                || clock.minutes() > 59
                || clock.seconds() > 59
                || (!zoned && clock.rest())) {
            throw new NotATime();
        }
        LocalDateTime local =
                date.atTime(
                        LocalTime.of(
                                clock.hours(),
                                clock.minutes(),
                                clock.seconds(),
                                clock.micros() * 1_000));
        if (!zoned) {
            return local;
        }
        if (text.charAt(zone) == 'Z') {
            if (zone + 1 != text.length()) {
                throw new NotATime();
            }
            return local;
        }
        Clock offset = clock(text, zone + 1, text.length());
        if (offset.rest() || offset.total() >= DAY) {
            throw new NotATime();
        }
        long micros = offset.total();
        return local.minus(text.charAt(zone) == '-' ? -micros : micros, ChronoUnit.MICROS);
    }

    private static Clock clock(String text, int from, int to) {
        int[] parts = new int[3];
        int at = from;
        boolean colons = false;
        for (int i = 0; i < 3; i++) {
            parts[i] = number(text, at, 2);
            at += 2;
            char next = at < text.length() ? text.charAt(at) : 0;
            at++;
            colons = i == 0 ? next == ':' : colons;
            if (at >= to) {
                return new Clock(parts[0], parts[1], parts[2], 0, next != 0);
            }
            if (next == '.' || next == ',') {
                break;
            }
            if (colons && next != ':') {
                throw new NotATime();
            }
            at -= colons ? 0 : 1;
        }
        int digits = Math.min(6, to - at);
        int micros = number(text, at, digits);
        for (int i = digits; i < 6; i++) {
            micros *= 10;
        }
        at += digits;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return new Clock(parts[0], parts[1], parts[2], micros, at < text.length());
    }

    private static int number(String text, int from, int length) {
        if (from + length > text.length()) {
            throw new NotATime();
        }
        int value = 0;
        for (int i = from; i < from + length; i++) {
            if (!isDigit(text.charAt(i))) {
                throw new NotATime();
            }
            value = value * 10 + text.charAt(i) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** As {@code isoformat} prints a time in UTC: microseconds only when there are some. */
    String text() {
        return text(utc);
    }

    static String text(LocalDateTime utc) {
        int micros = utc.getNano() / 1_000;
        return String.format(
                        "%04d-%02d-%02dT%02d:%02d:%02d",
                        utc.getYear(),
                        utc.getMonthValue(),
                        utc.getDayOfMonth(),
                        utc.getHour(),
                        utc.getMinute(),
                        utc.getSecond())
                + (micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros))
                + "+00:00";
    }

    static String text(Instant time) {
        return text(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    @Override
    public int compareTo(PythonTime other) {
        return utc.compareTo(other.utc);
    }
}
