package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.metrics.alert.AlertEvaluator;
import io.gatehouse.adapter.metrics.alert.AlertEvent;
import io.gatehouse.adapter.metrics.alert.AlertLog;
import io.gatehouse.adapter.metrics.alert.AlertWatch;
import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.adapter.metrics.export.MetricsEndpoint;
import io.gatehouse.adapter.metrics.export.PrometheusLiveMetrics;
import io.gatehouse.adapter.metrics.log.RouterLog;
import io.gatehouse.adapter.metrics.log.RouterLogEntry;
import io.gatehouse.adapter.metrics.tls.TlsMaterial;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.configuration.alerts.AlertReader;
import io.gatehouse.configuration.alerts.AlertReading;
import io.gatehouse.configuration.alerts.AlertsCheck;
import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Metrics, alerts and the signed log of a router's process. What cannot be had is a finding, and
 * whoever starts the router takes no risk then. Thread-safe.
 */
final class Watching implements AutoCloseable {

    private final PrometheusLiveMetrics metrics;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final List<Finding> amiss = new ArrayList<>();
    private final List<Finding> noted = new ArrayList<>();
    private Optional<RouterLog> log = Optional.empty();
    private int port;
    private Runnable begin = () -> {};

    private Watching(PrometheusLiveMetrics metrics) {
        this.metrics = metrics;
    }

    /**
     * Starts them.
     *
     * @param alerts takes each alert that begins or ends, once it is on the disk
     * @throws IllegalArgumentException when there are more labels than can be kept
     */
    static Watching start(
            RouterStart given,
            Prepared prepared,
            byte[] configuration,
            Consumer<AlertEvent> alerts) {
        LiveSettings settings = prepared.settings();
        TreeSet<String> venues = new TreeSet<>();
        settings.routed().forEach(id -> venues.add(id.value()));
        TreeSet<String> routes = new TreeSet<>();
        settings.plan().routes().forEach(r -> routes.add(r.name()));
        Watching watching =
                new Watching(
                        new PrometheusLiveMetrics(
                                LabelValues.of(
                                        venues,
                                        settings.symbols(),
                                        settings.profiles().keySet(),
                                        routes)));
        watching.openLog(given);
        watching.openAlerts(given, configuration, alerts);
        watching.serve(given, prepared.tls());
        return watching;
    }

    private void openLog(RouterStart given) {
        if (given.logKey().isEmpty()) {
            amiss.add(
                    RouterCode.LOG_KEY.at(
                            "router log", "a key of purpose evidence:router-log", "none"));
            return;
        }
        try {
            DurableFiles.createDirectories(given.files().log().toAbsolutePath().getParent());
            log = Optional.of(new RouterLog(given.files().log(), given.logKey().get(), metrics));
            open.push(log.get());
        } catch (IOException | IllegalArgumentException e) {
            amiss.add(
                    RouterCode.LOG_KEY.at(
                            "router log", "a place and a key", e.getClass().getSimpleName()));
        }
    }

    private void openAlerts(RouterStart given, byte[] configuration, Consumer<AlertEvent> alerts) {
        try {
            AlertReading rules = AlertReader.configuration("config/core.yaml", configuration);
            if (given.alertRules().isPresent()) {
                try (InputStream in = Files.newInputStream(given.alertRules().get())) {
                    rules =
                            AlertReader.ruleFile(
                                    String.valueOf(given.alertRules().get().getFileName()),
                                    in.readNBytes(AlertReader.LARGEST_RULE_FILE + 1));
                }
            }
            List<Finding> findings =
                    AlertsCheck.of(
                                    List.of(rules),
                                    LiveMetricCatalogue.standard(),
                                    AlertWatch.INTERVAL)
                            .findings();
            // No money is at risk on paper: it is said, and forbids nothing.
            (given.mode() == RouterMode.PAPER ? noted : amiss).addAll(findings);
            if (findings.isEmpty()) {
                DurableFiles.createDirectories(given.files().alerts().toAbsolutePath().getParent());
                AlertLog sink = new AlertLog(given.files().alerts());
                open.push(sink);
                sink.accept(AlertsTold.begun(given.clock().instant()));
                AlertEvaluator evaluator =
                        new AlertEvaluator(
                                rules.rules(),
                                AlertWatch.INTERVAL,
                                event -> {
                                    sink.accept(event);
                                    alerts.accept(event);
                                });
                begin =
                        () ->
                                open.push(
                                        AlertWatch.start(
                                                evaluator,
                                                metrics,
                                                given.clock(),
                                                e -> metrics.routerLogFailed()));
            }
        } catch (IOException | IllegalArgumentException e) {
            // Trading that nobody watches is not to begin.
            amiss.add(
                    RouterCode.ALERTS.at(
                            "alerts", "rules and a log", e.getClass().getSimpleName()));
        }
    }

    private void serve(RouterStart given, Optional<TlsMaterial> tls) {
        try {
            MetricsEndpoint endpoint =
                    tls.isPresent()
                            ? MetricsEndpoint.start(metrics, given.metricsPort(), tls.get())
                            : MetricsEndpoint.start(metrics, given.metricsPort());
            port = endpoint.port();
            open.push(endpoint);
        } catch (IOException e) {
            amiss.add(
                    RouterCode.ALERTS.at(
                            "metrics", "a port that is free", e.getClass().getSimpleName()));
        }
    }

    /** Begins to look for alerts: not before there is something to see, or each start has one. */
    void begin() {
        begin.run();
    }

    LiveMetrics metrics() {
        return metrics;
    }

    int port() {
        return port;
    }

    List<Finding> amiss() {
        return List.copyOf(amiss);
    }

    /** What a person should know, and what forbids nothing. */
    List<Finding> noted() {
        return List.copyOf(noted);
    }

    /** Writes a line of the signed log; what failed is counted by the log itself. */
    void log(RouterLogEntry entry) {
        log.ifPresent(l -> l.write(entry));
    }

    void state(TradingState state) {
        metrics.state(LiveMetrics.State.valueOf(state.name()));
        metrics.kill(state == TradingState.HALTED);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                failed = new IOException("the log is not on disk: " + e.getClass().getName(), e);
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
