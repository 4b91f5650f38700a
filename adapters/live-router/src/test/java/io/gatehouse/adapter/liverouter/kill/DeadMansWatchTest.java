package io.gatehouse.adapter.liverouter.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.state.Persons;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadMansWatchTest {

    @TempDir Path home;
    private TradingLatch latch;
    private long nanos = -1;
    private final List<String> set = new ArrayList<>();

    @BeforeEach
    void open() {
        latch = TradingLatch.open(home.resolve("l"), false, Persons.check(), () -> Persons.NOON);
    }

    private DeadMansSwitch device(String venue, boolean confirms) {
        return new DeadMansSwitch() {
            @Override
            public VenueId venue() {
                return new VenueId(venue);
            }

            @Override
            public boolean cancelAllAfter(Duration time) {
                set.add(venue + " " + time);
                if (venue.equals("broken")) {
                    throw new IllegalStateException();
                }
                return confirms;
            }
        };
    }

    private DeadMansWatch watch(DeadMansSwitch... switches) {
        return new DeadMansWatch(List.of(switches), latch, Duration.ofSeconds(60), () -> nanos);
    }

    @Test
    void shouldSetTheSwitchesThreeTimesInACountdownUntilHalted() {
        DeadMansWatch watch = watch(device("kraken", true));
        for (int second = 0; second < 60; second++) {
            assertThat(watch.beat()).isEmpty();
            nanos += 1_000_000_000L;
        }
        assertThat(set).containsExactly("kraken PT1M", "kraken PT1M", "kraken PT1M");

        latch.tighten(TradingState.HALTED, "anna", "drill");
        nanos += 60_000_000_000L;
        assertThat(watch.beat()).isEmpty();
        assertThat(set).hasSize(3);
    }

    @Test
    void shouldReportASwitchThatIsNotConfirmedAndSetTheOthers() {
        List<Finding> findings =
                watch(device("broken", true), device("mute", false), device("kraken", true)).beat();

        assertThat(findings).extracting(Finding::subject).containsExactly("broken", "mute");
        assertThat(findings).extracting(Finding::code).containsOnly("dead-mans-switch");
        assertThat(set).hasSize(3);
    }
}
