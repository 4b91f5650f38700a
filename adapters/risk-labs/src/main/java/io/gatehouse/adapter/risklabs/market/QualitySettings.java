package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * By what data are judged.
 *
 * @param now the moment of the run, handed in: the gate has no clock of its own
 * @param maxAge how long ago the last bar may have ended; empty for a study of the past, which the
 *     report then says
 * @param period that the bars should fill; from the first to the last bar where empty
 */
public record QualitySettings(
        QualityLimits limits,
        TradingCalendar calendar,
        Instant now,
        Optional<Duration> maxAge,
        Optional<Period> period) {

    /**
     * A stretch of time.
     *
     * @param from included
     * @param to excluded
     */
    public record Period(Instant from, Instant to) {
        public Period {
            if (!from.isBefore(to)) {
                throw new IllegalArgumentException("a period that ends before it begins");
            }
        }
    }

    public QualitySettings {
        Objects.requireNonNull(limits);
        Objects.requireNonNull(calendar);
        Objects.requireNonNull(now);
        Objects.requireNonNull(maxAge);
        Objects.requireNonNull(period);
    }

    /** Of a whole series, however old. */
    public static QualitySettings of(QualityLimits limits, TradingCalendar calendar, Instant now) {
        return new QualitySettings(limits, calendar, now, Optional.empty(), Optional.empty());
    }

    /** The same, but the bars should fill a period. */
    public QualitySettings over(Instant from, Instant to) {
        return new QualitySettings(
                limits, calendar, now, maxAge, Optional.of(new Period(from, to)));
    }

    /** The same, but the last bar may not have ended longer ago. */
    public QualitySettings notOlderThan(Duration age) {
        return new QualitySettings(limits, calendar, now, Optional.of(age), period);
    }
}
