package io.gatehouse.adapter.metrics.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.adapter.metrics.LineFile;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.nio.file.Path;

/** Alerts as lines of a file, each on disk before the next. Confined to one thread. */
public final class AlertLog implements AlertSink, AutoCloseable {

    private final LineFile file;

    /**
     * @param file made when it is not there; never through a link
     * @throws IOException when it cannot be written
     */
    public AlertLog(Path file) throws IOException {
        this.file = new LineFile(file);
    }

    @Override
    public void accept(AlertEvent event) throws IOException {
        file.append((CanonicalJson.text(event.toJson()) + "\n").getBytes(UTF_8));
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
