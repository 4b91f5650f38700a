package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A stand-in venue in a process of its own, started and ended with this object.
 *
 * <p>The process inherits no environment but a search path. Thread-safe.
 */
public final class StandInProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final int port;
    private final StandInTruth truth;

    private StandInProcess(Process process, int port, int control) {
        this.process = process;
        this.port = port;
        this.truth = new StandInTruth(control);
    }

    /**
     * Starts one on this program's own Java and class path, and waits until it listens.
     *
     * @throws IOException when it cannot be started or ends at once
     */
    public static StandInProcess start(long seed) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StandInMain.class.getName(),
                                "--port",
                                "0",
                                "--seed",
                                Long.toString(seed)));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Process process = builder.start();
        // closing it would close the pipe; it ends with the process
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null
                || !(StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8))
                        instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject ports)) {
            process.destroyForcibly();
            throw new IOException("the stand-in venue did not start");
        }
        return new StandInProcess(
                process,
                ports.integer("port").orElseThrow().intValue(),
                ports.integer("control").orElseThrow().intValue());
    }

    /** Where clients reach it. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public StandInTruth truth() {
        return truth;
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
