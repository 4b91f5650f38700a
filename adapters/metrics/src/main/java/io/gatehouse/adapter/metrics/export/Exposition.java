package io.gatehouse.adapter.metrics.export;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Predicate;

/** Something whose metrics can be read; at one instant as good as metrics allow. Thread-safe. */
public interface Exposition {

    /** Content type of {@link #text()}. */
    String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    /**
     * @param wanted whether a metric of that name, without {@code _total}, is to be read; quantiles
     *     cost more than all others together
     */
    MetricSnapshots snapshots(Predicate<String> wanted);

    /** In the text format of Prometheus, version 0.0.4, UTF-8. */
    default byte[] text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.builder()
                    .setIncludeCreatedTimestamps(false)
                    .build()
                    .write(out, snapshots(name -> true));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }
}
