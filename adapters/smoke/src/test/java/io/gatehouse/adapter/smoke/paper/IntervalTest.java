package io.gatehouse.adapter.smoke.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class IntervalTest {

    /** All of thirty: n / (n + z²) = 30 / 33.841459 below, and nothing above the whole. */
    @Test
    void shouldGiveWilsonsInterval() {
        assertThat(Interval.share(30, 30)).isEqualTo(new Interval(886_486, 1_000_000));
        assertThat(Interval.share(0, 30)).isEqualTo(new Interval(0, 113_514));
        assertThat(Interval.share(50, 100)).isEqualTo(new Interval(403_831, 596_169));
        assertThat(Interval.share(0, 0)).isEqualTo(new Interval(0, 1_000_000));
    }

    @Test
    void shouldGiveTheIntervalOfAMean() {
        // deviation 1.581, divided by the root of 5, times 1.96: 1.386 about 3
        assertThat(Interval.mean(new long[] {1, 2, 3, 4, 5})).isEqualTo(new Interval(1, 5));
        assertThat(Interval.mean(new long[] {7, 7, 7})).isEqualTo(new Interval(7, 7));
    }

    /** 95 of 100 intervals hold the true share; fewer would be a wrong formula. */
    @Test
    void shouldHoldTheTrueShareAboutAsOftenAsItSays() {
        Random random = new Random(7);
        int held = 0;
        int tries = 4_000;
        for (int i = 0; i < tries; i++) {
            int successes = 0;
            for (int n = 0; n < 60; n++) {
                successes += random.nextInt(100) < 90 ? 1 : 0;
            }
            Interval interval = Interval.share(successes, 60);
            held += interval.lower() <= 900_000 && 900_000 <= interval.upper() ? 1 : 0;
        }
        assertThat(held * 100.0 / tries).isBetween(92.0, 98.0);
    }
}
