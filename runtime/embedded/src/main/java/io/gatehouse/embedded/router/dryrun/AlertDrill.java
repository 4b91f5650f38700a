package io.gatehouse.embedded.router.dryrun;

import io.gatehouse.adapter.liverouter.dryrun.Drill;
import io.gatehouse.adapter.liverouter.dryrun.DrillResult;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCheck;
import io.gatehouse.adapter.liverouter.dryrun.DryRunCode;
import io.gatehouse.adapter.liverouter.dryrun.WiredVenue;
import io.gatehouse.adapter.metrics.alert.AlertEvaluator;
import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.adapter.metrics.alert.AlertWatch;
import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.configuration.alerts.AlertCause;
import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertReading;
import io.gatehouse.configuration.alerts.AlertsCheck;
import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The configuration's own alerts, evaluated as the router evaluates them: quiet while all is well,
 * then each cause that is made must be told within its time.
 *
 * <p>The causes are a kill, a breaker that opens, a lease that lapses and a foreign order, in the
 * metrics that the live router exports. Timed from the causes to the last alert. Bound: 5 s.
 */
final class AlertDrill implements Drill {

    private static final List<AlertCause> CAUSES =
            List.of(
                    AlertCause.HALTED,
                    AlertCause.BREAKER_OPEN,
                    AlertCause.LEASE_LAPSED,
                    AlertCause.FOREIGN_ORDERS);

    private static final Duration QUIET = Duration.ofMillis(1_500);

    private final byte[] configuration;
    private final Clock clock;

    AlertDrill(byte[] configuration, Clock clock) {
        this.configuration = configuration.clone();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "alert";
    }

    @Override
    public long boundMillis() {
        return 5_000;
    }

    @Override
    public List<DryRunCheck> run(List<WiredVenue> venues) {
        return practise(venues, System::nanoTime).checks();
    }

    @Override
    public DrillResult practise(List<WiredVenue> venues, LongSupplier nanos) {
        AlertReading reading = AlertReader.configuration("configuration", configuration);
        AlertsCheck cover =
                AlertsCheck.of(
                        List.of(reading), LiveMetricCatalogue.standard(), AlertsCheck.SCRAPE);
        List<DryRunCheck> checks = new ArrayList<>();
        for (AlertCause cause : CAUSES) {
            checks.add(
                    check(
                            cover.covered().containsKey(cause),
                            cause.code(),
                            "an alert of the configuration",
                            "none without findings"));
        }
        if (!checks.stream().allMatch(DryRunCheck::holds)) {
            return DrillResult.of(checks, 0);
        }
        try {
            return watched(reading, cover, venues, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DrillResult.of(
                    List.of(check(false, "watch", "alerts in time", "interrupted")), 0);
        } catch (IllegalArgumentException e) {
            // another alert of the configuration is not understood: the evaluator takes none
            return DrillResult.of(
                    List.of(check(false, "rules", "alerts that can be evaluated", "one cannot")),
                    0);
        }
    }

    private DrillResult watched(
            AlertReading reading, AlertsCheck cover, List<WiredVenue> venues, LongSupplier nanos)
            throws InterruptedException {
        Set<String> exchanges =
                venues.stream().map(v -> v.venue().id().value()).collect(Collectors.toSet());
        PrometheusLiveMetrics metrics =
                new PrometheusLiveMetrics(
                        LabelValues.of(exchanges, Set.of(), Set.of("dry-run"), Set.of("dry-run")));
        Map<String, Long> told = new ConcurrentHashMap<>();
        Set<String> wanted = CAUSES.stream().map(cover.covered()::get).collect(Collectors.toSet());
        CountDownLatch left = new CountDownLatch(wanted.size());
        AlertEvaluator evaluator =
                new AlertEvaluator(
                        reading.rules(),
                        AlertWatch.INTERVAL,
                        event -> {
                            boolean first =
                                    event.kind() == AlertEvent.Kind.FIRING
                                            && told.putIfAbsent(event.alert(), nanos.getAsLong())
                                                    == null;
                            if (first && wanted.contains(event.alert())) {
                                left.countDown();
                            }
                        });
        healthy(metrics, exchanges);
        List<DryRunCheck> checks = new ArrayList<>();
        long start;
        long latest;
        try (AlertWatch watch = AlertWatch.start(evaluator, metrics, clock, failure -> {})) {
            // long enough for an evaluation of what is well
            boolean early = left.await(QUIET.toMillis(), TimeUnit.MILLISECONDS);
            checks.add(
                    check(
                            !early && told.isEmpty(),
                            "quiet",
                            "no alert while all is well",
                            String.join(", ", told.keySet())));
            start = nanos.getAsLong();
            broken(metrics, exchanges);
            boolean all = left.await(boundMillis(), TimeUnit.MILLISECONDS);
            latest = all ? latest(told, wanted) : nanos.getAsLong();
        }
        for (AlertCause cause : CAUSES) {
            String alert = cover.covered().get(cause);
            Optional<Long> at = Optional.ofNullable(told.get(alert));
            checks.add(
                    check(
                            at.isPresent(),
                            cause.code(),
                            alert + " fires within " + boundMillis() + " ms",
                            "silent"));
        }
        return DrillResult.of(checks, Math.max(0, latest - start));
    }

    private static long latest(Map<String, Long> told, Set<String> wanted) {
        return wanted.stream().mapToLong(told::get).max().orElseThrow();
    }

    private static void healthy(LiveMetrics metrics, Set<String> exchanges) {
        metrics.lease(true, Duration.ofMinutes(5));
        metrics.state(LiveMetrics.State.ACTIVE);
        metrics.kill(false);
        for (String exchange : exchanges) {
            metrics.venue(exchange).breaker(false);
            metrics.venue(exchange).unknownOrders(0);
            metrics.venue(exchange).foreignOrders(0);
        }
    }

    private static void broken(LiveMetrics metrics, Set<String> exchanges) {
        metrics.lease(false, Duration.ZERO);
        metrics.state(LiveMetrics.State.HALTED);
        metrics.kill(true);
        for (String exchange : exchanges) {
            metrics.venue(exchange).breaker(true);
            metrics.venue(exchange).foreignOrders(1);
        }
    }

    private DryRunCheck check(boolean holds, String subject, String expected, String observed) {
        return DryRunCheck.of(holds, name(), DryRunCode.DRILL_FAILED, subject, expected, observed);
    }
}
