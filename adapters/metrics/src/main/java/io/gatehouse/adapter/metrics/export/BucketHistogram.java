package io.gatehouse.adapter.metrics.export;

import io.gatehouse.configuration.alerts.Metric;
import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/**
 * A histogram whose observations allocate nothing (the client's own box a number each). Each
 * observation is counted in one bucket; the writer accumulates them, once. Thread-safe.
 */
final class BucketHistogram implements Collector {

    private final Metric metric;
    private final double[] bounds;
    private final Map<List<String>, Series> series = new ConcurrentHashMap<>();

    BucketHistogram(Metric metric) {
        this.metric = metric;
        int finite = metric.bounds().size();
        bounds = new double[finite + 1];
        for (int i = 0; i < finite; i++) {
            bounds[i] = metric.bounds().get(i);
        }
        bounds[finite] = Double.POSITIVE_INFINITY;
    }

    /** Observations with the same labels. */
    static final class Series {

        private final double[] bounds;
        private final LongAdder[] counts;
        private final DoubleAdder sum = new DoubleAdder();

        private Series(double[] bounds) {
            this.bounds = bounds;
            counts = new LongAdder[bounds.length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
        }

        /**
         * @param value a number; what is none is left out, because it has no bucket
         */
        void observe(double value) {
            for (int i = 0; i < bounds.length; i++) {
                if (value <= bounds[i]) {
                    counts[i].increment();
                    sum.add(value);
                    return;
                }
            }
        }
    }

    /** The series of these label values, in the order of the label names. */
    Series series(String... values) {
        return series.computeIfAbsent(List.of(values), v -> new Series(bounds));
    }

    @Override
    public MetricSnapshot collect() {
        HistogramSnapshot.Builder snapshot =
                HistogramSnapshot.builder().name(metric.name()).help(metric.help());
        String[] names = metric.labels().keySet().toArray(String[]::new);
        series.forEach(
                (values, one) -> {
                    long[] counts = new long[bounds.length];
                    for (int i = 0; i < counts.length; i++) {
                        counts[i] = one.counts[i].sum();
                    }
                    snapshot.dataPoint(
                            HistogramSnapshot.HistogramDataPointSnapshot.builder()
                                    .labels(Labels.of(names, values.toArray(String[]::new)))
                                    .classicHistogramBuckets(
                                            ClassicHistogramBuckets.of(bounds, counts))
                                    .sum(one.sum.sum())
                                    .build());
                });
        return snapshot.build();
    }

    @Override
    public String getPrometheusName() {
        return metric.name();
    }
}
