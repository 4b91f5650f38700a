package io.gatehouse.adapter.risklabs.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/**
 * Weekdays on which the New York exchanges are closed, by their Rule 7.2 and by the closures that
 * no rule foresaw. Pure.
 */
final class UsHolidays {

    /** Attacks, hurricane, and days of mourning for presidents. */
    private static final Set<LocalDate> CLOSED =
            Set.of(
                    LocalDate.of(2001, 9, 11),
                    LocalDate.of(2001, 9, 12),
                    LocalDate.of(2001, 9, 13),
                    LocalDate.of(2001, 9, 14),
                    LocalDate.of(2004, 6, 11),
                    LocalDate.of(2007, 1, 2),
                    LocalDate.of(2012, 10, 29),
                    LocalDate.of(2012, 10, 30),
                    LocalDate.of(2018, 12, 5),
                    LocalDate.of(2025, 1, 9));

    private static final MonthDay INDEPENDENCE = MonthDay.of(7, 4);
    private static final MonthDay CHRISTMAS = MonthDay.of(12, 25);
    private static final MonthDay JUNETEENTH = MonthDay.of(6, 19);
    private static final MonthDay NEW_YEAR = MonthDay.of(1, 1);

    private UsHolidays() {}

    static boolean isHoliday(LocalDate day) {
        return isFixed(day)
                || isMonday(day, Month.JANUARY, 3)
                || isMonday(day, Month.FEBRUARY, 3)
                || isLastMondayOfMay(day)
                || isMonday(day, Month.SEPTEMBER, 1)
                || isThanksgiving(day)
                || day.equals(easter(day.getYear()).minusDays(2))
                || CLOSED.contains(day);
    }

    /** A Saturday's is kept on Friday, a Sunday's on Monday; New Year's never in the old year. */
    private static boolean isFixed(LocalDate day) {
        boolean juneteenth = day.getYear() >= 2022 && isObserved(day, JUNETEENTH, true);
        return isObserved(day, NEW_YEAR, false)
                || isObserved(day, INDEPENDENCE, true)
                || isObserved(day, CHRISTMAS, true)
                || juneteenth;
    }

    private static boolean isObserved(LocalDate day, MonthDay holiday, boolean alsoFriday) {
        return MonthDay.from(day).equals(holiday)
                || (day.getDayOfWeek() == DayOfWeek.MONDAY
                        && MonthDay.from(day.minusDays(1)).equals(holiday))
                || (alsoFriday
                        && day.getDayOfWeek() == DayOfWeek.FRIDAY
                        && MonthDay.from(day.plusDays(1)).equals(holiday));
    }

    private static boolean isMonday(LocalDate day, Month month, int which) {
        return day.getMonth() == month
                && day.equals(
                        day.with(TemporalAdjusters.dayOfWeekInMonth(which, DayOfWeek.MONDAY)));
    }

    private static boolean isLastMondayOfMay(LocalDate day) {
        return day.getMonth() == Month.MAY
                && day.equals(day.with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)));
    }

    private static boolean isThanksgiving(LocalDate day) {
        return day.getMonth() == Month.NOVEMBER
                && day.equals(day.with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY)));
    }

    /** The Gregorian Easter Sunday (the anonymous algorithm of Nature, 1876). */
    static LocalDate easter(int year) {
        int golden = year % 19;
        int century = year / 100;
        int rest = year % 100;
        int correction = (century - (century + 8) / 25 + 1) / 3;
        int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
        int late = (golden + 11 * epact + 22 * weekday) / 451;
        int sum = epact + weekday - 7 * late + 114;
        return LocalDate.of(year, sum / 31, sum % 31 + 1);
    }
}
