package io.gatehouse.adapter.risklabs.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When a market is open. Immutable and thread-safe. */
public enum TradingCalendar {
    /** Always, as with crypto currencies; days begin at 00:00 UTC. */
    CONTINUOUS(ZoneOffset.UTC),

    /** The days of the New York exchanges; valid from 1998, when the present holidays began. */
    US_EQUITIES(MarketRequest.NEW_YORK);

    private final ZoneId zone;

    TradingCalendar(ZoneId zone) {
        this.zone = zone;
    }

    /** Where its days begin. */
    public ZoneId zone() {
        return zone;
    }

    /** Whether there is trading on a day. */
    public boolean isOpen(LocalDate day) {
        return switch (this) {
            case CONTINUOUS -> true;
            case US_EQUITIES ->
                    day.getDayOfWeek() != DayOfWeek.SATURDAY
                            && day.getDayOfWeek() != DayOfWeek.SUNDAY
                            && !UsHolidays.isHoliday(day);
        };
    }
}
