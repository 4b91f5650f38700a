package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.configuration.alerts.AlertRule;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A router in virtual time, healthy unless a test says otherwise. */
final class World {

    static final Instant START = Instant.parse("2026-11-22T00:00:00Z");
    static final long MILLISECOND = 1_000_000L;

    final PrometheusLiveMetrics metrics =
            new PrometheusLiveMetrics(
                    LabelValues.of(
                            Set.of("binance_spot", "kraken_spot"),
                            Set.of("BTCUSDT", "ETHUSDT"),
                            Set.of("main"),
                            Set.of("core")));
    final List<AlertEvent> events = new ArrayList<>();
    final AlertEvaluator evaluator;
    final List<List<Sample>> seen = new ArrayList<>();
    Instant now = START;
    boolean sinkFails;

    World(List<AlertRule> rules) {
        evaluator =
                new AlertEvaluator(
                        rules,
                        AlertWatch.INTERVAL,
                        event -> {
                            if (sinkFails) {
                                throw new IOException("full");
                            }
                            events.add(event);
                        });
        healthy();
    }

    LiveMetrics.Channel channel() {
        return metrics.channel("binance_spot", "BTCUSDT", "main", "core");
    }

    LiveMetrics.VenueMetrics venue() {
        return metrics.venue("kraken_spot");
    }

    void healthy() {
        metrics.lease(true, Duration.ofMinutes(5));
        metrics.state(LiveMetrics.State.ACTIVE);
        metrics.kill(false);
        venue().breaker(false);
        venue().unknownOrders(0);
        venue().foreignOrders(0);
    }

    void order(long nanos, long filled) {
        LiveMetrics.Channel channel = channel();
        channel.taken();
        channel.attempted(LiveMetrics.Result.SUCCESS);
        channel.accepted();
        channel.settled(nanos);
        channel.filled(filled, 100);
    }

    /** One second: some good orders, now and then a slow, failed or partly filled one. */
    void traffic(int second) {
        for (int i = 0; i < 3 + second % 5; i++) {
            order((5 + (second * 7L + i * 13L) % 200) * MILLISECOND, 90 + i);
        }
        if (second % 40 == 0) {
            channel().taken();
            channel().attempted(LiveMetrics.Result.API_ERROR);
            channel().failed();
            order(3_000 * MILLISECOND, 10);
        }
        if (second % 300 == 0) {
            channel().fellBack();
        }
        venue().answered(30 * MILLISECOND);
        venue().reconciled();
    }

    void tick() {
        List<Sample> samples = Samples.of(metrics, evaluator.series());
        seen.add(samples);
        evaluator.tick(now, samples);
        now = now.plus(AlertWatch.INTERVAL);
    }
}
