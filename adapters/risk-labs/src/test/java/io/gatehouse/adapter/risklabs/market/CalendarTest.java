package io.gatehouse.adapter.risklabs.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1998-01-19", // the first Martin Luther King day that was kept
                "2001-09-11",
                "2001-09-14",
                "2004-06-11",
                "2012-10-29",
                "2019-04-19", // Good Friday
                "2020-07-03", // the Friday before a Saturday
                "2021-07-05", // the Monday after a Sunday
                "2021-12-24",
                "2022-06-20",
                "2023-01-02",
                "2023-11-23",
                "2024-05-27",
                "2026-11-21"
            })
    void shouldBeClosed(String day) {
        assertThat(TradingCalendar.US_EQUITIES.isOpen(LocalDate.parse(day))).isFalse();
        assertThat(TradingCalendar.CONTINUOUS.isOpen(LocalDate.parse(day))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2001-09-17",
                "2010-05-06",
                "2020-03-16",
                "2021-06-18", // Juneteenth was not kept yet
                "2021-12-31", // New Year's Day on a Saturday is not kept in the old year
                "2010-12-31",
                "2023-11-24",
                "2024-12-24"
            })
    void shouldBeOpen(String day) {
        assertThat(TradingCalendar.US_EQUITIES.isOpen(LocalDate.parse(day))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"1998,4,12", "2000,4,23", "2008,3,23", "2011,4,24", "2019,4,21", "2038,4,25"})
    void shouldKnowEaster(int year, int month, int day) {
        assertThat(UsHolidays.easter(year)).isEqualTo(LocalDate.of(year, month, day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "1m", "15m", "1h", "4h", "1d", "3d", "1w"})
    void shouldNameIntervals(String name) {
        assertThat(Intervals.name(Intervals.parse(name).orElseThrow())).isEqualTo(name);
    }

    @Test
    void shouldNameALengthByItsLargestUnit() {
        assertThat(Intervals.name(Duration.ofHours(2))).isEqualTo("2h");
        assertThat(Intervals.parse("0m")).isEmpty();
        assertThat(Intervals.parse("1y")).isEmpty();
        assertThat(Intervals.parse("-1h")).isEmpty();
        assertThat(Intervals.parse("1000m")).isEmpty();
    }
}
