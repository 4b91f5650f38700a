package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.adapter.metrics.export.Exposition;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Snapshots of the client as the series that Prometheus would see in their exposition, so that a
 * rule means the same here and there. Summaries are left out: no rule can need them.
 */
public final class Samples {

    private Samples() {}

    /**
     * Reads what is exported now.
     *
     * @param wanted names of series; others are left out
     */
    public static List<Sample> of(Exposition metrics, Set<String> wanted) {
        MetricSnapshots snapshots =
                metrics.snapshots(name -> wanted.stream().anyMatch(w -> w.startsWith(name)));
        List<Sample> samples = new ArrayList<>();
        for (MetricSnapshot snapshot : snapshots) {
            String name = snapshot.getMetadata().getPrometheusName();
            if (snapshot instanceof CounterSnapshot counter && wanted.contains(name + "_total")) {
                counter.getDataPoints()
                        .forEach(p -> add(samples, name + "_total", p, p.getValue()));
            } else if (snapshot instanceof GaugeSnapshot gauge && wanted.contains(name)) {
                gauge.getDataPoints().forEach(p -> add(samples, name, p, p.getValue()));
            } else if (snapshot instanceof HistogramSnapshot histogram
                    && wanted.stream().anyMatch(w -> w.startsWith(name + "_"))) {
                histogram.getDataPoints().forEach(p -> histogram(samples, name, p));
            }
        }
        return samples;
    }

    private static void histogram(
            List<Sample> samples, String name, HistogramSnapshot.HistogramDataPointSnapshot point) {
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        long count = 0;
        for (int i = 0; i < buckets.size(); i++) {
            count += buckets.getCount(i);
            double bound = buckets.getUpperBound(i);
            SortedMap<String, String> labels = labels(point);
            labels.put("le", bound == Double.POSITIVE_INFINITY ? "+Inf" : String.valueOf(bound));
            samples.add(new Sample(name + "_bucket", new Labels(labels), count));
        }
        add(samples, name + "_count", point, count);
        add(samples, name + "_sum", point, point.getSum());
    }

    private static void add(
            List<Sample> samples, String name, DataPointSnapshot point, double value) {
        samples.add(new Sample(name, new Labels(labels(point)), value));
    }

    private static SortedMap<String, String> labels(DataPointSnapshot point) {
        SortedMap<String, String> labels = new TreeMap<>();
        point.getLabels().forEach(l -> labels.put(l.getName(), l.getValue()));
        return labels;
    }
}
