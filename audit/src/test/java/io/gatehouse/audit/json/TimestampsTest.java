package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimestampsTest {

    @Test
    void shouldReadSecondsAndMillisecondsInUtcOnly() {
        assertThat(Timestamps.parse("2026-11-20T10:15:30Z"))
                .contains(Instant.parse("2026-11-20T10:15:30Z"));
        assertThat(Timestamps.parse("2026-11-20T10:15:30.120Z"))
                .contains(Instant.parse("2026-11-20T10:15:30.120Z"));
        for (String text :
                List.of(
                        "2026-11-20T10:15:30z",
                        "2026-11-20T10:15:30+00:00",
                        "2026-11-20T10:15:30.1Z",
                        "2026-11-20T10:15:30.123456Z",
                        "2026-11-20 10:15:30Z",
                        "2026-11-20T10:15Z",
                        "2026-02-30T10:15:30Z",
                        "2026-11-20T24:00:00Z",
                        "2026-11-20T10:15:60Z",
                        "2026-11-20",
                        "2026-11-20T10:15:30Z\n",
                        "")) {
            assertThat(Timestamps.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void shouldWriteWhatItReads() {
        for (String text : List.of("2026-11-20T10:15:30Z", "2026-11-20T10:15:30.120Z")) {
            assertThat(Timestamps.format(Instant.parse(text))).isEqualTo(text);
        }
    }
}
