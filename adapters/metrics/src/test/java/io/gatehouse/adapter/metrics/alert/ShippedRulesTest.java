package io.gatehouse.adapter.metrics.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.metrics.alert.AlertEvent.Kind;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every rule that is delivered: its cause, its end, an hour without either, and Prometheus' word.
 */
class ShippedRulesTest {

    /** Causes by the alert that must tell of them. Each is called once a second while it lasts. */
    private static Map<String, java.util.function.Consumer<World>> causes() {
        Map<String, java.util.function.Consumer<World>> causes = new LinkedHashMap<>();
        causes.put(
                "LiveRouterHighLatency",
                w -> {
                    for (int i = 0; i < 10; i++) {
                        w.order(2_000 * World.MILLISECOND, 100);
                    }
                });
        causes.put(
                "LiveRouterFailureShare",
                w -> {
                    for (int i = 0; i < 5; i++) {
                        w.channel().taken();
                        w.channel().failed();
                    }
                });
        causes.put(
                "LiveRouterFallback",
                w -> {
                    for (int i = 0; i < 5; i++) {
                        w.channel().fellBack();
                    }
                });
        causes.put("LiveRouterBreakerOpen", w -> w.venue().breaker(true));
        causes.put("LiveRouterLeaseLapsed", w -> w.metrics.lease(false, Duration.ZERO));
        causes.put("LiveRouterLeaseNearEnd", w -> w.metrics.lease(true, Duration.ofSeconds(29)));
        causes.put("LiveRouterKilled", w -> w.metrics.kill(true));
        causes.put("LiveRouterHalted", w -> w.metrics.state(LiveMetrics.State.HALTED));
        causes.put("LiveRouterUnknownOrders", w -> w.venue().unknownOrders(1));
        causes.put("LiveRouterForeignOrders", w -> w.venue().foreignOrders(1));
        causes.put("LiveRouterContradiction", w -> w.venue().contradiction());
        causes.put("LiveRouterReconcileFailed", w -> w.venue().reconcileFailed());
        causes.put("LiveRouterMissingClientId", w -> w.metrics.rejectedMissingClientId());
        causes.put(
                "LiveRouterLowFillRatio",
                w -> {
                    for (int i = 0; i < 100; i++) {
                        w.order(20 * World.MILLISECOND, 0);
                    }
                });
        causes.put("LiveRouterLogFailing", w -> w.metrics.routerLogFailed());
        return causes;
    }

    @Test
    void shouldKnowACauseOfEveryShippedRule() throws Exception {
        assertThat(Shipped.rules())
                .extracting(AlertRule::name)
                .containsExactlyInAnyOrderElementsOf(causes().keySet());
    }

    @Test
    void shouldTellOfEachCauseWithinFiveSecondsAndOfItsEnd() throws Exception {
        for (Map.Entry<String, java.util.function.Consumer<World>> cause : causes().entrySet()) {
            World world = new World(Shipped.rules());
            for (int second = 1; second <= 120; second++) {
                world.traffic(second);
                world.tick();
            }
            assertThat(world.events).as(cause.getKey()).isEmpty();
            Instant begun = world.now;
            for (int second = 121; second <= 126; second++) {
                world.traffic(second);
                cause.getValue().accept(world);
                world.tick();
            }
            AlertEvent fired =
                    world.events.stream()
                            .filter(e -> e.alert().equals(cause.getKey()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(cause.getKey()));
            assertThat(fired.kind()).isEqualTo(Kind.FIRING);
            assertThat(Duration.between(begun, fired.at()))
                    .as(cause.getKey())
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));
            world.healthy();
            for (int second = 127; second <= 127 + 320; second++) {
                world.traffic(second);
                world.tick();
            }
            List<AlertEvent> own =
                    world.events.stream().filter(e -> e.alert().equals(cause.getKey())).toList();
            assertThat(own).as(cause.getKey()).hasSize(2);
            assertThat(own.get(1).kind()).isEqualTo(Kind.RESOLVED);
            assertThat(own.get(1).since()).isEqualTo(own.get(0).since());
            assertThat(world.evaluator.firing()).isEmpty();
        }
    }

    @Test
    void shouldBeSilentThroughAnHourOfHealthyTraffic() throws Exception {
        World world = new World(Shipped.rules());
        for (int second = 1; second <= 3_600; second++) {
            world.traffic(second);
            world.tick();
        }
        assertThat(world.events).isEmpty();
        assertThat(world.evaluator.firing()).isEmpty();
    }

    /** Debian's promtool finds no fault with the rules, and as many as we do. */
    @Test
    void shouldBeAcceptedByPromtool() throws Exception {
        assertThat(promtool("check", "rules", Shipped.file().toString()))
                .contains(
                        AlertReader.ruleFile("f", Files.readAllBytes(Shipped.file())).rules().size()
                                + " rules found");
    }

    /** Prometheus itself, given the very samples, says that the very same alerts fire. */
    @Test
    void shouldFireWhatPrometheusFires(@TempDir Path folder) throws Exception {
        List<String> tests = new ArrayList<>();
        for (Map.Entry<String, java.util.function.Consumer<World>> cause : causes().entrySet()) {
            World world = new World(Shipped.rules());
            for (int second = 1; second <= 120; second++) {
                world.traffic(second);
                world.tick();
            }
            for (int second = 121; second <= 126; second++) {
                world.traffic(second);
                cause.getValue().accept(world);
                world.tick();
            }
            assertThat(world.evaluator.firing()).containsKey(cause.getKey());
            tests.add(PromtoolTest.of(world.seen, world.evaluator.firing(), Shipped.rules()));
        }
        Path file = folder.resolve("test.yml");
        Files.writeString(
                file,
                "rule_files: [\""
                        + Shipped.file()
                        + "\"]\nevaluation_interval: 1s\ntests:\n"
                        + String.join("", tests));
        assertThat(promtool("test", "rules", file.toString())).contains("SUCCESS");
    }

    private static String promtool(String... arguments) throws Exception {
        Path promtool = Path.of(System.getProperty("gatehouse.promtool", "/usr/bin/promtool"));
        org.assertj.core.api.Assumptions.assumeThat(promtool)
                .as("promtool of Debian's package prometheus")
                .isExecutable();
        List<String> command = new ArrayList<>(List.of(promtool.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
