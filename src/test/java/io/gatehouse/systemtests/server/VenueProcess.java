package io.gatehouse.systemtests.server;

import io.gatehouse.adapter.liverouter.standin.StandInMain;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A stand-in venue as a process of its own, at a port that a configuration can name before. */
final class VenueProcess implements AutoCloseable {

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final StandInTruth truth;

    private VenueProcess(Process process, StandInTruth truth) {
        this.process = process;
        this.truth = truth;
    }

    /**
     * A port that nobody listens at now, and that no system gives to a connection by itself: it is
     * to be free for as long as a test runs.
     */
    static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            if (!GIVEN.add(port)) {
                continue;
            }
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                continue; // somebody has it
            }
        }
        throw new IOException("no port is free");
    }

    static VenueProcess start(int port) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StandInMain.class.getName(),
                                "--port",
                                Integer.toString(port),
                                "--seed",
                                "11")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            process.destroyForcibly();
            throw new IOException("no stand-in at port " + port);
        }
        JsonObject ports =
                StrictJson.readSigned(line.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
        return new VenueProcess(
                process, StandInTruth.at(ports.integer("control").orElseThrow().intValue()));
    }

    /** What really happened there. */
    StandInTruth truth() {
        return truth;
    }

    /** The orders in a state: {@code OPEN}, {@code FILLED}, {@code CANCELLED}. */
    List<JsonObject> orders(String status) {
        return truth.orders().stream().filter(o -> o.requireText("status").equals(status)).toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
