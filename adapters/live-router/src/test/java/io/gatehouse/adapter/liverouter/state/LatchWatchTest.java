package io.gatehouse.adapter.liverouter.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LatchWatchTest {

    @TempDir Path home;

    private TradingLatch open() {
        return TradingLatch.open(
                home.resolve("latches"), false, Persons.check(), () -> Persons.NOON);
    }

    @Test
    @Timeout(120)
    void shouldSeeTheHaltOfAnotherProcessWithoutBeingAsked() {
        TradingLatch router = open();
        try (LatchWatch watch = LatchWatch.start(router, Duration.ofMillis(1))) {
            open().tighten(TradingState.HALTED, "anna", "kill");
            while (router.state() == TradingState.ACTIVE) {
                Thread.onSpinWait(); // the watching thread is a real one
            }
            assertThat(watch).isNotNull();
        }
        assertThat(router.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldNotWatchTooSeldom() {
        assertThatThrownBy(() -> LatchWatch.start(open(), Duration.ofSeconds(2)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldHoldBeforeItIsWritten() {
        TradingLatch latch = open();
        latch.hold(TradingState.HALTED, "anna", "kill");

        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(open().state()).isEqualTo(TradingState.ACTIVE);
        assertThat(latch.persist()).isEmpty();
        assertThat(latch.persist()).isEmpty();
        assertThat(open().state()).isEqualTo(TradingState.HALTED);
        assertThat(latch.entries()).hasSize(1);
    }
}
