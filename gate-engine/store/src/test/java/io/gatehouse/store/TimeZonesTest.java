package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.store.Job.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.TimeZone;
import org.h2.util.DateTimeUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job is due at an instant, wherever the machine believes to be. */
class TimeZonesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(5);

    private final TimeZone before = TimeZone.getDefault();
    @TempDir Path directory;
    private volatile Instant now = History.START;

    private static void move(TimeZone zone) {
        TimeZone.setDefault(zone);
        DateTimeUtils.resetCalendar(); // the database remembers the zone it has seen first
    }

    @AfterEach
    void back() {
        move(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"America/Sao_Paulo", "UTC", "Asia/Tokyo", "Pacific/Kiritimati"})
    void shouldRunAJobWhenItIsDueAndNotBefore(String zone) {
        move(TimeZone.getTimeZone(zone));
        try (Store store = Store.open(directory, () -> now)) {
            ActionQueue queue = store.queue();
            queue.enqueue(new Job("k-1", new PromotionId("p-1"), "labs"));

            assertThat(queue.drain(job -> new Outcome.Retry(LATER, "busy"), MINUTE).run())
                    .isEqualTo(1);
            now = now.plus(LATER).minusMillis(1);
            assertThat(queue.drain(job -> new Outcome.Done("early"), MINUTE).run()).isZero();
            now = now.plusMillis(1);
            assertThat(queue.drain(job -> new Outcome.Done("in time"), MINUTE).run()).isEqualTo(1);
        }
    }
}
