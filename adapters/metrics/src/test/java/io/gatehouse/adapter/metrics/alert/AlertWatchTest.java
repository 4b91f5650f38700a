package io.gatehouse.adapter.metrics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class AlertWatchTest {

    @Test
    void shouldHaveLookedOnceBeforeItsThreadBegins() {
        List<Thread> looked = new CopyOnWriteArrayList<>();
        AlertEvaluator evaluator = new AlertEvaluator(List.of(), AlertWatch.INTERVAL, event -> {});

        AlertWatch.start(
                        evaluator,
                        wanted -> new MetricSnapshots(),
                        () -> {
                            looked.add(Thread.currentThread());
                            return Instant.EPOCH;
                        },
                        failure -> {
                            throw failure;
                        })
                .close();

        assertThat(looked).startsWith(Thread.currentThread());
    }
}
