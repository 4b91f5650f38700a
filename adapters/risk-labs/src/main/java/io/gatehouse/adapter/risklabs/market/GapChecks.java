package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Missing bars, by interval and calendar. A gap is measured in time during which the market was
 * open: missing bars times their length. Pure; requires bars in the order of time.
 */
final class GapChecks {

    private static final Duration DAY = Duration.ofDays(1);

    private final Bars bars;
    private final QualitySettings settings;
    private final long step;
    private final Tally offCalendar;
    private long expected;
    private long longest;
    private long longestAt;
    private long missing;

    private GapChecks(Bars bars, QualitySettings settings) {
        this.bars = bars;
        this.settings = settings;
        this.step = bars.interval().toMillis();
        this.offCalendar =
                new Tally(
                        DataCode.OFF_CALENDAR,
                        bars.symbol(),
                        "bars on the grid of their interval, on trading days");
    }

    static QualityReport.Coverage check(
            Bars bars, QualitySettings settings, List<DataFinding> findings) {
        GapChecks checks = new GapChecks(bars, settings);
        boolean days = bars.interval().compareTo(DAY) >= 0;
        if (settings.calendar() == TradingCalendar.CONTINUOUS) {
            checks.continuous();
        } else if (days) {
            checks.sessions(1);
        } else {
            checks.sessions(checks.usualBarsOfDay());
        }
        return checks.conclude(findings);
    }

    private void continuous() {
        long[] time = bars.openTime();
        long first = time[0];
        long last = time[time.length - 1];
        if (settings.period().isPresent()) {
            QualitySettings.Period period = settings.period().get();
            long before = Math.floorDiv(first - period.from().toEpochMilli(), step);
            long after = Math.floorDiv(period.to().toEpochMilli() - 1 - last, step);
            edge(Math.max(0, before), period.from().toEpochMilli());
            edge(Math.max(0, after), last + step);
        }
        expected += Math.floorDiv(last - first, step) + 1;
        for (int i = 0; i < time.length; i++) {
            if (Math.floorMod(time[i], Math.min(step, DAY.toMillis())) != 0) {
                offCalendar.add(time[i], () -> "a bar beside the grid");
            }
            if (i > 0) {
                long between = Math.floorDiv(time[i] - time[i - 1], step) - 1;
                if (between > 0) {
                    missing += between;
                    longest(between, time[i - 1] + step);
                }
            }
        }
    }

    /** Bars that lack at the beginning or the end of the period. */
    private void edge(long count, long at) {
        expected += count;
        missing += count;
        longest(count, at);
    }

    /** A shorter session (before a holiday) counts as one with missing bars: they are few. */
    private void sessions(int barsOfDay) {
        SortedMap<LocalDate, Integer> days = days();
        long run = 0;
        LocalDate first = days.firstKey();
        LocalDate last = days.lastKey();
        if (settings.period().isPresent()) {
            QualitySettings.Period period = settings.period().get();
            first = earlier(first, day(period.from().toEpochMilli()));
            LocalDate end = day(period.to().toEpochMilli() - 1);
            last = end.isAfter(last) ? end : last;
        }
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            int present = days.getOrDefault(day, 0);
            long opens = day.atStartOfDay(settings.calendar().zone()).toInstant().toEpochMilli();
            if (!settings.calendar().isOpen(day)) {
                if (present > 0) {
                    offCalendar.add(opens, () -> "a bar on a day without trading");
                    expected += Math.min(present, barsOfDay);
                }
                continue;
            }
            expected += barsOfDay;
            long lacking = Math.max(0, barsOfDay - present);
            missing += lacking;
            run = present == 0 ? run + lacking : 0;
            longest(Math.max(run, lacking), opens);
        }
    }

    private SortedMap<LocalDate, Integer> days() {
        TreeMap<LocalDate, Integer> days = new TreeMap<>();
        for (long time : bars.openTime()) {
            days.merge(day(time), 1, Integer::sum);
        }
        return days;
    }

    private LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), settings.calendar().zone());
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** The most frequent number of bars in a day, the larger of two. */
    private int usualBarsOfDay() {
        Map<Integer, Integer> counts = new TreeMap<>();
        days().values().forEach(n -> counts.merge(n, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(
                        Map.Entry.<Integer, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private void longest(long count, long at) {
        if (count > longest) {
            longest = count;
            longestAt = at;
        }
    }

    private QualityReport.Coverage conclude(List<DataFinding> findings) {
        Duration gap = bars.interval().multipliedBy(longest);
        QualityReport.Coverage coverage = new QualityReport.Coverage(distinct(), expected, gap);
        Duration maxGap = settings.limits().maxGap();
        String subject = bars.symbol() + " " + Intervals.name(bars.interval());
        if (missing > 0) {
            DataCode code = gap.compareTo(maxGap) > 0 ? DataCode.GAP : DataCode.GAP_TOLERATED;
            findings.add(
                    code.on(
                            subject + " " + Instant.ofEpochMilli(longestAt),
                            "at most " + maxGap.toMinutes() + " minutes without bars",
                            missing
                                    + " bars missing, the longest run "
                                    + gap.toMinutes()
                                    + " minutes",
                            Long.toString(missing),
                            Long.toString(gap.toMinutes()),
                            Long.toString(maxGap.toMinutes())));
        }
        if (coverage.okRatio() < settings.limits().minOkRatio()) {
            findings.add(
                    DataCode.COVERAGE_LOW.on(
                            subject,
                            "at least " + percent(settings.limits().minOkRatio()) + " of the bars",
                            percent(coverage.okRatio())
                                    + ": "
                                    + coverage.bars()
                                    + " of "
                                    + expected));
        }
        offCalendar.addTo(findings);
        return coverage;
    }

    private int distinct() {
        long[] time = bars.openTime();
        int count = 1;
        for (int i = 1; i < time.length; i++) {
            count += time[i] == time[i - 1] ? 0 : 1;
        }
        return count;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
