package io.gatehouse.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepetitionTest {

    private final AtomicInteger runs = new AtomicInteger();

    private int runs(int failures) throws Exception {
        return Repetition.of(
                runs::incrementAndGet, () -> runs.get() <= failures, runs::incrementAndGet);
    }

    @Test
    void shouldRunOnceWhatPasses() throws Exception {
        assertThat(runs(0)).isEqualTo(1);
    }

    @Test
    void shouldRunAgainUntilItPasses() throws Exception {
        assertThat(runs(2)).isEqualTo(3);
    }

    @Test
    void shouldBelieveWhatFailsEachTime() throws Exception {
        assertThat(runs(Integer.MAX_VALUE)).isEqualTo(1 + Repetition.MOST);
    }
}
