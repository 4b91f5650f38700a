package io.gatehouse.adapter.metrics.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.metrics.alert.AlertEvent.Kind;
import io.gatehouse.adapter.metrics.export.Exposition;
import io.gatehouse.configuration.alerts.AlertRule;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertEvaluatorTest {

    private static List<AlertRule> rule(String expression, String holds) {
        return List.of(
                new AlertRule(
                        "rules[0]",
                        "A",
                        expression,
                        java.util.Optional.of(holds),
                        new TreeMap<>(Map.of("severity", "warning")),
                        new TreeMap<>()));
    }

    @Test
    void shouldWaitUntilTheConditionHasHeld() {
        World world = new World(rule("live_breaker_open > 0", "3s"));
        world.venue().breaker(true);
        world.tick();
        world.tick();
        world.venue().breaker(false);
        world.tick();
        assertThat(world.events).as("two seconds are not three").isEmpty();
        world.venue().breaker(true);
        for (int i = 0; i < 10; i++) {
            world.tick();
        }
        assertThat(world.events).hasSize(1);
        AlertEvent event = world.events.get(0);
        assertThat(event.since()).isEqualTo(World.START.plusSeconds(3));
        assertThat(event.at()).isEqualTo(World.START.plusSeconds(6));
        assertThat(event.labels().get("exchange")).isEqualTo("kraken_spot");
        assertThat(event.labels().get("severity")).isEqualTo("warning");
        assertThat(event.value()).isEqualTo(1);
    }

    @Test
    void shouldTellOfEachSeriesByItself() {
        World world = new World(rule("live_breaker_open > 0", "0s"));
        world.venue().breaker(true);
        world.tick();
        world.metrics.venue("binance_spot").breaker(true);
        world.tick();
        world.venue().breaker(false);
        world.tick();
        assertThat(world.events)
                .extracting(e -> e.labels().get("exchange") + " " + e.kind())
                .containsExactly(
                        "kraken_spot FIRING", "binance_spot FIRING", "kraken_spot RESOLVED");
    }

    @Test
    void shouldStillSeeWhenTheClockIsSetBack() {
        World world = new World(rule("live_breaker_open > 0", "3s"));
        world.tick();
        world.now = world.now.minusSeconds(3_600);
        world.venue().breaker(true);
        for (int i = 0; i < 4; i++) {
            world.tick();
        }
        assertThat(world.events).extracting(AlertEvent::kind).containsExactly(Kind.FIRING);
    }

    @Test
    void shouldNotPutOffForAnHourWhatWasPendingWhenTheClockWasSetBack() {
        World world = new World(rule("live_breaker_open > 0", "3s"));
        world.venue().breaker(true);
        world.tick();
        world.now = world.now.minusSeconds(3_600);
        for (int i = 0; i < 4; i++) {
            world.tick();
        }
        assertThat(world.events).extracting(AlertEvent::kind).containsExactly(Kind.FIRING);
    }

    @Test
    void shouldSeeARiseAfterTheClockWasSetBack() {
        World world = new World(rule("increase(live_kill_total[10s]) > 0", "0s"));
        world.tick();
        world.now = world.now.minusSeconds(3_600);
        world.tick();
        world.metrics.kill(true);
        world.tick();
        assertThat(world.events).extracting(AlertEvent::kind).containsExactly(Kind.FIRING);
    }

    @Test
    void shouldLetNoFaultEndTheWatch() {
        World world = new World(rule("live_breaker_open > 0", "0s"));
        List<RuntimeException> told = new ArrayList<>();
        Exposition broken =
                wanted -> {
                    throw new StackOverflowError();
                };

        AlertWatch.attempt(world.evaluator, broken, () -> World.START, told::add);
        assertThat(told)
                .singleElement()
                .satisfies(e -> assertThat(e).hasRootCauseInstanceOf(StackOverflowError.class));

        AlertWatch.attempt(
                world.evaluator,
                broken,
                () -> World.START,
                e -> {
                    throw e;
                });
        world.venue().breaker(true);
        AlertWatch.attempt(world.evaluator, world.metrics, () -> World.START, told::add);
        assertThat(world.events).hasSize(1);
    }

    @Test
    void shouldOfferAnEventAgainUntilTheSinkTakesIt() {
        World world = new World(rule("live_breaker_open > 0", "0s"));
        world.sinkFails = true;
        world.venue().breaker(true);
        world.tick();
        world.venue().breaker(false);
        world.tick();
        assertThat(world.evaluator.waiting()).isEqualTo(2);
        world.sinkFails = false;
        world.tick();
        assertThat(world.evaluator.waiting()).isZero();
        assertThat(world.evaluator.lost()).isZero();
        assertThat(world.events)
                .extracting(AlertEvent::kind)
                .containsExactly(Kind.FIRING, Kind.RESOLVED);
    }

    @Test
    void shouldComputeAsPrometheusDoes() {
        Labels one = new Labels(new TreeMap<>(Map.of("x", "1")));
        SampleStore store = new SampleStore(Duration.ofSeconds(60), Duration.ofSeconds(10));
        double[] counter = {100, 110, 120, 5, 15, 25, 35};
        for (int i = 0; i < counter.length; i++) {
            store.add(i * 10_000L, List.of(new Sample("c", one, counter[i])));
        }
        // 20 up to the restart, 5 after it, 30 more; the samples fill the range exactly
        assertThat(value(store, "increase(c[60s]) > 0")).isCloseTo(55, within(1e-9));
        assertThat(value(store, "rate(c[60s]) > 0")).isCloseTo(55 / 60.0, within(1e-12));
        // two samples 10 s apart in a range of 15 s: half an interval is added in front
        assertThat(value(store, "increase(c[15s]) > 0")).isCloseTo(15, within(1e-9));
        assertThat(value(store, "c + 5 * 2 > 0")).isEqualTo(45);
        assertThat(value(store, "2 * c - c / c % 7 > 0")).isEqualTo(69);
        assertThat(value(store, "max(c) > 0 or c < 0")).isEqualTo(35);
        assertThat(value(store, "avg by (x) (c) >= 35")).isEqualTo(35);
        assertThat(vector(store, "c > 35").values()).isEmpty();
        assertThat(vector(store, "c > 0 unless c > 1").values()).isEmpty();
        assertThat(vector(store, "c > 0 and c > 1").values()).hasSize(1);
        assertThat(vector(store, "c{x!~\"1|2\"} > 0").values()).isEmpty();
        assertThat(vector(store, "nothing > 0").values()).isEmpty();
    }

    private static Vector vector(SampleStore store, String text) {
        return ((io.gatehouse.configuration.alerts.PromParsing.Parsed)
                        io.gatehouse.configuration.alerts.PromParser.parse(text))
                .expression()
                .accept(new Evaluation(store));
    }

    private static double value(SampleStore store, String text) {
        return vector(store, text).values().values().iterator().next();
    }

    @Test
    void shouldTakeAQuantileOutOfBuckets() {
        Vector buckets = new Vector();
        String[] bounds = {"0.1", "0.5", "1.0", "+Inf"};
        double[] counts = {10, 30, 30, 40};
        for (int i = 0; i < bounds.length; i++) {
            buckets.put(new Labels(new TreeMap<>(Map.of("le", bounds[i]))), counts[i]);
        }
        assertThat(BucketQuantile.of(0.125, buckets)).isCloseTo(0.05, within(1e-12));
        assertThat(BucketQuantile.of(0.5, buckets)).isCloseTo(0.3, within(1e-12));
        assertThat(BucketQuantile.of(0.75, buckets)).isCloseTo(0.5, within(1e-12));
        assertThat(BucketQuantile.of(0.99, buckets)).as("the last finite bound").isEqualTo(1.0);
        assertThat(BucketQuantile.of(0.5, new Vector())).isNaN();
    }

    @Test
    void shouldSayWhenItCannotSeeEverything() {
        List<AlertEvent> events = new ArrayList<>();
        AlertEvaluator evaluator =
                new AlertEvaluator(
                        rule("live_breaker_open > 0", "0s"), AlertWatch.INTERVAL, events::add);
        List<Sample> many = new ArrayList<>();
        for (int i = 0; i <= SampleStore.MAX_SERIES; i++) {
            many.add(
                    new Sample(
                            "live_breaker_open",
                            new Labels(new TreeMap<>(Map.of("exchange", "e" + i))),
                            0));
        }
        evaluator.tick(World.START, many);
        assertThat(events).extracting(AlertEvent::alert).containsExactly(AlertEvaluator.BLIND);
    }

    @Test
    void shouldNotStartWithARuleThatItDoesNotUnderstand() {
        assertThatThrownBy(
                        () ->
                                new AlertEvaluator(
                                        rule("absent(live_lease_held)", "0s"),
                                        AlertWatch.INTERVAL,
                                        e -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldWriteWholeLinesAfterACrash(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("log/alerts.jsonl");
        World world = new World(rule("live_breaker_open > 0", "0s"));
        world.venue().breaker(true);
        world.tick();
        AlertEvent event = world.events.get(0);
        try (AlertLog log = new AlertLog(file)) {
            log.accept(event);
        }
        Files.writeString(
                file, Files.readString(file) + "{\"category\":\"live", StandardCharsets.UTF_8);
        try (AlertLog log = new AlertLog(file)) {
            log.accept(event);
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .isEqualTo(lines.get(1))
                .isEqualTo(
                        "{\"category\":\"live.router.A\",\"context\":{\"exchange\":\"kraken_spot\",\"severity\":\"warning\"},\"generated_at\":\"2026-11-22T00:00:00Z\",\"payload\":{\"since\":\"2026-11-22T00:00:00Z\",\"state\":\"firing\",\"summary\":\"\",\"value\":\"1.0\"},\"schema\":\"gatehouse-live-alert/1\",\"severity\":\"warning\"}");
    }

    /** On the real clock and a thread of its own, and not ended by one failure. */
    @Test
    void shouldRunByItselfAndGoOnAfterAFailure() throws Exception {
        World world = new World(rule("live_breaker_open > 0", "0s"));
        world.venue().breaker(true);
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch failed = new CountDownLatch(1);
        AlertEvaluator evaluator =
                new AlertEvaluator(
                        rule("live_breaker_open > 0", "0s"),
                        AlertWatch.INTERVAL,
                        event -> told.countDown());
        Exposition once =
                wanted -> {
                    if (failed.getCount() > 0) {
                        throw new IllegalStateException("the first time");
                    }
                    return world.metrics.snapshots(wanted);
                };
        try (AlertWatch watch =
                AlertWatch.start(
                        evaluator,
                        once,
                        java.time.InstantSource.system(),
                        e -> failed.countDown())) {
            assertThat(watch).isNotNull();
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(failed.getCount()).isZero();
    }
}
