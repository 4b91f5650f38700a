package io.gatehouse.adapter.risklabs.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Places on an axis at numbers and dates that people count by. Stateless. */
final class Ticks {

    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    /**
     * A place and what stands beside it.
     *
     * @param at in the axis's own units; milliseconds since 1970 on an axis of time
     */
    record Tick(double at, String label) {}

    private record Calendar(ChronoUnit unit, int count, String pattern) {}

    private static final List<Calendar> CALENDAR =
            List.of(
                    new Calendar(ChronoUnit.MINUTES, 1, "HH:mm"),
                    new Calendar(ChronoUnit.MINUTES, 5, "HH:mm"),
                    new Calendar(ChronoUnit.MINUTES, 15, "HH:mm"),
                    new Calendar(ChronoUnit.HOURS, 1, "MM-dd HH:mm"),
                    new Calendar(ChronoUnit.HOURS, 3, "MM-dd HH:mm"),
                    new Calendar(ChronoUnit.HOURS, 6, "MM-dd HH:mm"),
                    new Calendar(ChronoUnit.HOURS, 12, "MM-dd HH:mm"),
                    new Calendar(ChronoUnit.DAYS, 1, "yyyy-MM-dd"),
                    new Calendar(ChronoUnit.DAYS, 2, "yyyy-MM-dd"),
                    new Calendar(ChronoUnit.DAYS, 7, "yyyy-MM-dd"),
                    new Calendar(ChronoUnit.DAYS, 14, "yyyy-MM-dd"),
                    new Calendar(ChronoUnit.MONTHS, 1, "yyyy-MM"),
                    new Calendar(ChronoUnit.MONTHS, 2, "yyyy-MM"),
                    new Calendar(ChronoUnit.MONTHS, 3, "yyyy-MM"),
                    new Calendar(ChronoUnit.MONTHS, 6, "yyyy-MM"),
                    new Calendar(ChronoUnit.YEARS, 1, "yyyy"),
                    new Calendar(ChronoUnit.YEARS, 2, "yyyy"),
                    new Calendar(ChronoUnit.YEARS, 5, "yyyy"),
                    new Calendar(ChronoUnit.YEARS, 10, "yyyy"),
                    new Calendar(ChronoUnit.YEARS, 100, "yyyy"));

    private Ticks() {}

    /**
     * A step of 1, 2, 2.5 or 5 times a power of ten that divides the range into at most so many.
     */
    static double step(double range, int most) {
        // below and above these no figure is meant, and powers of ten would never arrive
        double sane = range >= 1e-12 && range <= 1e16 ? range : range > 1 ? 1e16 : 1e-12;
        double power = 1;
        while (power * most < sane) {
            power *= 10;
        }
        while (power * most >= sane * 10) {
            power /= 10;
        }
        power /= 10;
        for (double step : STEPS) {
            if (step * power * most >= sane) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** Multiples of the step from low to high. */
    static List<Double> multiples(double low, double high, double step) {
        List<Double> places = new ArrayList<>();
        boolean drawable = (high - low) / step <= 100 && Math.abs(low) / step <= 1e12;
        if (!drawable) {
            return places;
        }
        long last = (long) Math.floor(high / step + 1e-9);
        for (long i = (long) Math.ceil(low / step - 1e-9); i <= last; i++) {
            places.add(i * step);
        }
        return places;
    }

    /** How many decimals a step needs, at most 6. */
    static int decimals(double step) {
        double scaled = step;
        int decimals = 0;
        while (decimals < 6 && Math.abs(scaled - Math.rint(scaled)) > 1e-6 * scaled) {
            scaled *= 10;
            decimals++;
        }
        return decimals;
    }

    /** Dates between two instants, at most so many. */
    static List<Tick> dates(Instant from, Instant to, int most) {
        for (Calendar calendar : CALENDAR) {
            double days = calendar.unit().getDuration().toMillis() * (double) calendar.count();
            if ((to.toEpochMilli() - from.toEpochMilli()) / days <= most) {
                return dates(from, to, calendar);
            }
        }
        return List.of();
    }

    private static List<Tick> dates(Instant from, Instant to, Calendar calendar) {
        DateTimeFormatter form = DateTimeFormatter.ofPattern(calendar.pattern(), Locale.ROOT);
        List<Tick> ticks = new ArrayList<>();
        LocalDateTime at = floor(LocalDateTime.ofInstant(from, ZoneOffset.UTC), calendar);
        for (;
                !at.toInstant(ZoneOffset.UTC).isAfter(to);
                at = at.plus(calendar.count(), calendar.unit())) {
            Instant instant = at.toInstant(ZoneOffset.UTC);
            if (!instant.isBefore(from)) {
                ticks.add(new Tick(instant.toEpochMilli(), form.format(at)));
            }
        }
        return ticks;
    }

    private static LocalDateTime floor(LocalDateTime time, Calendar calendar) {
        int count = calendar.count();
        return switch (calendar.unit()) {
            case MINUTES ->
                    time.truncatedTo(ChronoUnit.HOURS)
                            .plusMinutes(time.getMinute() / count * (long) count);
            case HOURS ->
                    time.truncatedTo(ChronoUnit.DAYS)
                            .plusHours(time.getHour() / count * (long) count);
            case DAYS -> time.truncatedTo(ChronoUnit.DAYS);
            case MONTHS ->
                    time.truncatedTo(ChronoUnit.DAYS)
                            .withDayOfMonth(1)
                            .withMonth((time.getMonthValue() - 1) / count * count + 1);
            default ->
                    time.truncatedTo(ChronoUnit.DAYS)
                            .withDayOfYear(1)
                            .withYear(time.getYear() / count * count);
        };
    }
}
