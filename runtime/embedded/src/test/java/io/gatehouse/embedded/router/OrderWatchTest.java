package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.adapter.metrics.log.RouterLogEntry;
import io.gatehouse.core.rule.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrderWatchTest {

    private static final ParentOrder ORDER =
            new ParentOrder(
                    "o-1",
                    new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000),
                    "pilot",
                    "trend",
                    Side.BUY,
                    OrderType.LIMIT,
                    100,
                    5_000_000,
                    false);

    private final List<RouterLogEntry> logged = new ArrayList<>();

    private OrderWatch watch() {
        LiveSettings settings =
                ((LiveSettings.Reading.Read)
                                LiveSettingsReader.read(
                                        LiveBench.configuration(URI.create("http://127.0.0.1:4321"))
                                                .getBytes(StandardCharsets.UTF_8)))
                        .settings();
        return new OrderWatch(
                RouterMode.LIVE,
                settings.plan(),
                new PrometheusLiveMetrics(
                        LabelValues.of(
                                new TreeSet<>(List.of("loopback_spot")),
                                settings.symbols(),
                                settings.profiles().keySet(),
                                new TreeSet<>(List.of("default_route")))),
                logged::add,
                () -> Instant.EPOCH,
                () -> 0);
    }

    private static Submission refused(String code) {
        return new Submission.Refused(
                "o-1", List.of(Finding.of("route", code, "o-1", "another", "this", "none")));
    }

    @Test
    void shouldHaveNoNewsOfAnOrderBeforeItsFirstAnswer() {
        OrderWatch watch = watch();
        watch.taken(ORDER);
        assertThat(watch.open()).isEmpty();

        watch.answered("o-1");

        assertThat(watch.open()).containsExactly("o-1");
        assertThat(watch.news(refused("halted"))).isTrue();
        assertThat(watch.open()).isEmpty();
        assertThat(logged).hasSize(1);
    }

    @Test
    void shouldHaveNewsOfAnOrderThatARestartFound() {
        OrderWatch watch = watch();
        watch.resumed(ORDER);
        assertThat(watch.open()).containsExactly("o-1");
    }
}
