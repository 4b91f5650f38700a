package io.gatehouse.adapter.risklabs.market;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;

/** How a moment is written in a text file; read as milliseconds since 1970. Pure. */
sealed interface CsvTime {

    /** The milliseconds; empty where the text is no such time. */
    OptionalLong millis(String text);

    /**
     * {@code 2024-08-08}, {@code 2024-08-08T23:54} or {@code 2024-08-08T23:54:15}, with an optional
     * {@code Z} where the zone is UTC. A day stands for its first moment in the zone. Of an hour
     * that comes twice when clocks are set back, the first is meant; one that is left out does not
     * exist and is refused.
     */
    record Iso(ZoneId zone) implements CsvTime {
        @Override
        public OptionalLong millis(String text) {
            if (text.length() > 30) {
                return OptionalLong.empty();
            }
            boolean marked = text.endsWith("Z");
            if (marked && !zone.equals(java.time.ZoneOffset.UTC)) {
                return OptionalLong.empty();
            }
            String plain = marked ? text.substring(0, text.length() - 1) : text;
            try {
                LocalDateTime local =
                        plain.length() == 10
                                ? LocalDate.parse(plain).atStartOfDay()
                                : LocalDateTime.parse(plain.replace(' ', 'T'));
                if (zone.getRules().getValidOffsets(local).isEmpty()) {
                    return OptionalLong.empty();
                }
                return within(local.atZone(zone).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                return OptionalLong.empty();
            }
        }
    }

    /**
     * A whole number of some unit since 1970: {@code millis = text * factor / divisor}. A moment
     * within a millisecond is refused.
     */
    record Epoch(long factor, long divisor) implements CsvTime {
        @Override
        public OptionalLong millis(String text) {
            OptionalLong value = CsvNumbers.integer(text);
            if (value.isEmpty()
                    || Math.abs(value.getAsLong()) > Long.MAX_VALUE / factor
                    || value.getAsLong() % divisor != 0) {
                return OptionalLong.empty();
            }
            return within(value.getAsLong() * factor / divisor);
        }
    }

    /** Milliseconds, or since 2025 microseconds, told apart by their size. */
    record KlineEpoch() implements CsvTime {

        /** As milliseconds the year 5138, as microseconds 1973. */
        private static final long MICROSECONDS = 100_000_000_000_000L;

        @Override
        public OptionalLong millis(String text) {
            OptionalLong value = CsvNumbers.integer(text);
            boolean micros = value.isPresent() && value.getAsLong() >= MICROSECONDS;
            return new Epoch(1, micros ? 1_000 : 1).millis(text);
        }
    }

    private static OptionalLong within(long millis) {
        return millis >= 0 && millis < ParquetTables.LATEST
                ? OptionalLong.of(millis)
                : OptionalLong.empty();
    }
}
