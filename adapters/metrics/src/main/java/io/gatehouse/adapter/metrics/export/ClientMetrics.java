package io.gatehouse.adapter.metrics.export;

import io.gatehouse.configuration.alerts.LiveMetricCatalogue;
import io.gatehouse.configuration.alerts.Metric;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The metrics of the catalogue as the Prometheus client holds them: what is not in the catalogue
 * cannot be exported, and what is in it cannot be forgotten.
 */
final class ClientMetrics {

    private static final double NANOS = 1e9;

    private final PrometheusRegistry registry;
    private final Map<String, Metric> catalogue = new HashMap<>();
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge> gauges = new HashMap<>();
    private final Map<String, BucketHistogram> histograms = new HashMap<>();

    /**
     * @param summaries gives each summary's figures by its label value; no label is empty text
     */
    ClientMetrics(
            PrometheusRegistry registry,
            BiConsumer<String, BiConsumer<String, LatencyFigures>> summaries) {
        this.registry = registry;
        for (Metric metric : LiveMetricCatalogue.standard().metrics()) {
            catalogue.put(metric.name(), metric);
            String[] labels = metric.labels().keySet().toArray(String[]::new);
            switch (metric.kind()) {
                case COUNTER ->
                        counters.put(
                                metric.name(),
                                Counter.builder()
                                        .name(metric.name())
                                        .help(metric.help())
                                        .labelNames(labels)
                                        .withoutExemplars()
                                        .register(registry));
                case GAUGE ->
                        gauges.put(
                                metric.name(),
                                Gauge.builder()
                                        .name(metric.name())
                                        .help(metric.help())
                                        .labelNames(labels)
                                        .withoutExemplars()
                                        .register(registry));
                case HISTOGRAM -> {
                    BucketHistogram histogram = new BucketHistogram(metric);
                    registry.register(histogram);
                    histograms.put(metric.name(), histogram);
                }
                case SUMMARY -> summary(metric, labels, c -> summaries.accept(metric.name(), c));
            }
        }
    }

    private void summary(
            Metric metric, String[] labels, Consumer<BiConsumer<String, LatencyFigures>> figures) {
        SummaryWithCallback.builder()
                .name(metric.name())
                .help(metric.help())
                .labelNames(labels)
                .callback(
                        callback ->
                                figures.accept(
                                        (value, f) ->
                                                callback.call(
                                                        f.count(),
                                                        f.sum() / NANOS,
                                                        quantiles(f),
                                                        labels.length == 0
                                                                ? new String[0]
                                                                : new String[] {value})))
                .register(registry);
    }

    private static Quantiles quantiles(LatencyFigures figures) {
        return Quantiles.of(
                List.of(
                        new Quantile(0.5, figures.p50() / NANOS),
                        new Quantile(0.99, figures.p99() / NANOS),
                        new Quantile(0.999, figures.p999() / NANOS)));
    }

    /** The counter of one series; shown as 0 from here on, so that its first rise is seen. */
    CounterDataPoint counter(String name, UnaryOperator<String> value) {
        return required(counters, name).labelValues(values(name, value));
    }

    GaugeDataPoint gauge(String name, UnaryOperator<String> value) {
        return required(gauges, name).labelValues(values(name, value));
    }

    BucketHistogram.Series histogram(String name, UnaryOperator<String> value) {
        return required(histograms, name).series(values(name, value));
    }

    private String[] values(String name, UnaryOperator<String> value) {
        return required(catalogue, name).labels().keySet().stream()
                .map(value)
                .toArray(String[]::new);
    }

    private static <T> T required(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }
}
