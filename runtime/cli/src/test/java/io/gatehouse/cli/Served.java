package io.gatehouse.cli;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.server.GatehouseServer;
import io.gatehouse.server.RunningServer;
import io.gatehouse.server.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/** A server over workspaces of a bench, in this process, and a plain HTTP client before it. */
final class Served implements AutoCloseable {

    static final String BOT = "/v1/installations/bot-1";

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Path workspace;
    private final RunningServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Served(List<Path> workspaces, InstantSource clock, int watchers) throws Exception {
        this.workspace = workspaces.get(0);
        this.server =
                GatehouseServer.start(
                        new ServerSettings(
                                workspaces.stream().map(Workspace::at).toList(),
                                InetAddress.getLoopbackAddress(),
                                0,
                                Optional.empty(),
                                new StreamHandler(log, new SimpleFormatter()),
                                clock,
                                Duration.ofSeconds(5),
                                watchers));
    }

    static Served over(Bench bench, Path... more) throws Exception {
        List<Path> all = new java.util.ArrayList<>(List.of(bench.workspace()));
        all.addAll(List.of(more));
        return new Served(all, bench.clock(), 2);
    }

    /** What came back. */
    record Reply(int status, HttpResponse<byte[]> response) {

        JsonObject json() {
            return StrictJson.readSigned(response.body()).objectOrThrow();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        String problem() {
            return json().text("type").orElse("").replace("urn:gatehouse:problem:", "");
        }

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }
    }

    RunningServer server() {
        return server;
    }

    URI uri(String path) {
        return URI.create(server.uri() + path);
    }

    String token() throws IOException {
        return StrictJson.readSigned(
                        Files.readAllBytes(workspace.resolve("var/gatehouse/server.json")))
                .objectOrThrow()
                .text("token")
                .orElseThrow();
    }

    HttpRequest.Builder request(String path) throws IOException {
        return HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + token());
    }

    Reply get(String path) throws Exception {
        return send(request(path).GET());
    }

    Reply post(String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    Reply send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        return new Reply(response.statusCode(), response);
    }

    HttpClient http() {
        return http;
    }

    String log() {
        return log.toString(StandardCharsets.UTF_8);
    }

    /** Waits for something that a thread of the server does; a minute is for a busy machine. */
    static void await(Callable<Boolean> met) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!met.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("waited too long");
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
