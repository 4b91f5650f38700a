package io.gatehouse.adapter.metrics.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatehouse.adapter.metrics.LineFile;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.Optional;

/**
 * Writes the router's own log: one signed envelope a line, a file of at most {@value #ROTATE_BYTES}
 * bytes, {@value #KEPT} older ones beside it as {@code .1} to {@code .3}.
 *
 * <p>There is no way to write a line without signature. A line that could not be written is told to
 * the caller and counted, and the router goes on. Thread-safe.
 */
public final class RouterLog implements AutoCloseable {

    public static final long ROTATE_BYTES = 8L * 1024 * 1024;
    public static final int KEPT = 3;

    private final Path path;
    private final HmacKey key;
    private final LiveMetrics metrics;
    private final long rotateBytes;
    private Optional<LineFile> file = Optional.empty();

    /**
     * @param path a file that nobody else writes
     * @param key HMAC-SHA384; stays the caller's to close
     * @throws IllegalArgumentException for a key of another algorithm, or a place of decision logs
     */
    public RouterLog(Path path, HmacKey key, LiveMetrics metrics) {
        this(path, key, metrics, ROTATE_BYTES);
    }

    RouterLog(Path path, HmacKey key, LiveMetrics metrics, long rotateBytes) {
        if (key.algorithm() != KeyAlgorithm.HMAC_SHA384 || misplaced(path).isPresent()) {
            throw new IllegalArgumentException("no fit place or key for the router log");
        }
        this.path = path.toAbsolutePath().normalize();
        this.key = key;
        this.metrics = metrics;
        this.rotateBytes = rotateBytes;
    }

    /**
     * Why a file may not hold the router log: lines of another form in a decision log would break
     * the chain that permissions stand on.
     */
    public static Optional<Finding> misplaced(Path path) {
        for (Path part : path.toAbsolutePath().normalize()) {
            if (part.toString().equals("decision_logs")
                    || part.toString().equals("decision-logs")) {
                return Optional.of(
                        RouterLogCode.FOREIGN_PLACE.at(
                                String.valueOf(path.getFileName()),
                                "a folder without decision logs",
                                "a folder of decision logs"));
            }
        }
        return Optional.empty();
    }

    /** Writes a line; a finding when it could not. */
    public synchronized Optional<Finding> write(RouterLogEntry entry) {
        byte[] line = line(entry);
        try {
            LineFile open = open();
            if (open.size() > 0 && open.size() + line.length > rotateBytes) {
                rotate();
                open = open();
            }
            open.append(line);
            return Optional.empty();
        } catch (IOException e) {
            metrics.routerLogFailed();
            closeQuietly(); // the next line opens it anew, wherever the disk has gone
            return Optional.of(
                    RouterLogCode.NOT_WRITTEN.at(
                            String.valueOf(path.getFileName()),
                            "a line on disk",
                            e.getClass().getSimpleName()));
        }
    }

    private LineFile open() throws IOException {
        if (file.isEmpty()) {
            file = Optional.of(new LineFile(path));
        }
        return file.get();
    }

    private byte[] line(RouterLogEntry entry) {
        String payload = entry.payload();
        JsonObject signature =
                JsonObject.builder()
                        .put("algorithm", key.algorithm().text())
                        .put("key_id", key.id().value())
                        .put(
                                "value",
                                Base64.getEncoder()
                                        .encodeToString(key.sign(payload.getBytes(UTF_8))))
                        .build();
        String whole =
                "{\"payload\":" + payload + ",\"signature\":" + CanonicalJson.text(signature) + "}";
        return (Spacing.spaced(whole) + "\n").getBytes(UTF_8);
    }

    private void rotate() throws IOException {
        open().force();
        open().close();
        file = Optional.empty();
        for (int n = KEPT - 1; n >= 1; n--) {
            if (Files.exists(older(n))) {
                Files.move(older(n), older(n + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(path, older(1), StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.forceDirectory(path.getParent());
    }

    private Path older(int n) {
        return path.resolveSibling(path.getFileName() + "." + n);
    }

    private void closeQuietly() {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
        } catch (IOException ignored) {
            // the write has failed and was told; a descriptor more does not change it
        }
        file = Optional.empty();
    }

    /**
     * Returns when every line is on disk.
     *
     * @throws IOException when that is not so
     */
    public synchronized void force() throws IOException {
        if (file.isPresent()) {
            file.get().force();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        force();
        if (file.isPresent()) {
            file.get().close();
            file = Optional.empty();
        }
    }
}
