package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BreakerTest {

    private final Breaker breaker = new Breaker(2, 100);

    @Test
    void shouldOpenAfterFailuresInARow() {
        breaker.failed(0);
        breaker.answered();
        breaker.failed(1);
        assertThat(breaker.allows(1)).isTrue();

        breaker.failed(2);
        assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
        assertThat(breaker.allows(101)).isFalse();
    }

    @Test
    void shouldLetOneTryAfterAWhile() {
        breaker.failed(0);
        breaker.failed(0);
        assertThat(breaker.allows(100)).isTrue();

        breaker.sending();
        assertThat(breaker.allows(100)).as("one at a time").isFalse();
        breaker.failed(150);
        assertThat(breaker.allows(249)).isFalse();
        assertThat(breaker.allows(250)).isTrue();

        breaker.sending();
        breaker.answered();
        assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
        breaker.failed(300);
        assertThat(breaker.allows(300)).isTrue();
    }

    @Test
    void shouldLiveWithAClockThatPassesItsGreatestNumber() {
        breaker.failed(Long.MAX_VALUE);
        breaker.failed(Long.MAX_VALUE);

        assertThat(breaker.allows(Long.MIN_VALUE + 98)).isFalse();
        assertThat(breaker.allows(Long.MIN_VALUE + 99)).isTrue();
    }
}
