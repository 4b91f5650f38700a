package io.gatehouse.audit.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code datetime.fromisoformat} of Python 3.11 was seen to make of these texts. */
class PythonTimeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2025-08-18T14:25:04Z            | 2025-08-18T14:25:04+00:00",
                "2025-08-18T14:25:04.5+02:00     | 2025-08-18T12:25:04.500000+00:00",
                "2025-08-18                      | 2025-08-18T00:00:00+00:00",
                "20250818T142504Z                | 2025-08-18T14:25:04+00:00",
                "2025-W34                        | 2025-08-18T00:00:00+00:00",
                "2020-W53-7                      | 2021-01-03T00:00:00+00:00",
                "2025-08-18x14                   | 2025-08-18T14:00:00+00:00",
                "20250818T14504Z                 | 2025-08-18T14:50:00+00:00",
                "2026W341T103110530              | 2026-08-17T10:31:10.530000+00:00",
            })
    void shouldReadAsPythonDoes(String text, String utc) throws CompatFailure {
        assertThat(PythonTime.of(CompatValue.of(text)).orElseThrow().text()).isEqualTo(utc);
        assertThat(PythonTime.isTime(text)).isTrue();
    }

    @Test
    void shouldRefuseWhatPythonRefuses() throws CompatFailure {
        for (String text :
                List.of(
                        "",
                        "2025",
                        "2025-08-18T14:25:04z",
                        "2025-08-18T14:25:60",
                        "2025-02-29",
                        "2025-08-158",
                        "2025-W54",
                        "2025-08-18T",
                        "2025-08-18T14:25:04+24:00",
                        "2025-08-18T14:25:04.",
                        "0000-01-01")) {
            assertThat(PythonTime.of(CompatValue.of(text))).as(text).isEmpty();
            assertThat(PythonTime.isTime(text)).as(text).isFalse();
        }
    }

    @Test
    void shouldBreakOffWhereUtcLeavesTheCalendar() {
        assertThatThrownBy(() -> PythonTime.of(CompatValue.of("9999-12-31T23:00-05:00")))
                .isInstanceOfSatisfying(
                        CompatFailure.class,
                        e -> assertThat(e.reason()).isEqualTo(CompatReason.OUT_OF_RANGE));
    }
}
