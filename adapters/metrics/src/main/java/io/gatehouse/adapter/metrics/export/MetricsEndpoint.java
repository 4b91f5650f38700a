package io.gatehouse.adapter.metrics.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.gatehouse.adapter.metrics.tls.TlsMaterial;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * {@code GET /metrics} on the loopback interface and nothing else: metrics tell how a position is
 * traded, and there is no other protection. With TLS material only TLS 1.3 is spoken, and elsewhere
 * than on loopback only with clients that show a certificate. Answers a few requests at a time, so
 * that a client that says nothing keeps nobody else waiting.
 */
public final class MetricsEndpoint implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final int MISDIRECTED = 421;
    private static final int WORKERS = 4;
    private static final int BACKLOG = 8;
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpServer server;
    private final ExecutorService workers;
    private final Exposition exposition;
    private final boolean knownClients;

    private MetricsEndpoint(
            HttpServer server,
            ExecutorService workers,
            Exposition exposition,
            boolean knownClients) {
        this.knownClients = knownClients;
        this.server = server;
        this.workers = workers;
        this.exposition = exposition;
    }

    /**
     * @param port 0 for any that is free
     * @throws IOException when the port is taken
     */
    public static MetricsEndpoint start(Exposition exposition, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return start(exposition, HttpServer.create(address, BACKLOG), false);
    }

    /**
     * As {@link #start(Exposition, int)}, over TLS; nothing is answered without a handshake.
     *
     * @throws IOException when the port is taken, or the address is none of this machine's
     */
    public static MetricsEndpoint start(Exposition exposition, int port, TlsMaterial tls)
            throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(tls.listen(), port), BACKLOG);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls.context()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        parameters.setSSLParameters(tls.parameters());
                    }
                });
        return start(exposition, server, tls.demandsClients());
    }

    private static MetricsEndpoint start(
            Exposition exposition, HttpServer server, boolean knownClients) {
        ExecutorService workers =
                Executors.newFixedThreadPool(
                        WORKERS,
                        task -> {
                            Thread thread = new Thread(task, "metrics-endpoint");
                            thread.setDaemon(true);
                            return thread;
                        });
        MetricsEndpoint endpoint = new MetricsEndpoint(server, workers, exposition, knownClients);
        server.setExecutor(workers);
        server.createContext("/", endpoint::answer);
        server.start();
        return endpoint;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!knownClients && !isOurs(exchange)) {
                exchange.sendResponseHeaders(MISDIRECTED, -1);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                byte[] text = exposition.text();
                exchange.getResponseHeaders().set("Content-Type", Exposition.CONTENT_TYPE);
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        }
    }

    /** A web page whose name was rebound to this machine still sends its own name. */
    private boolean isOurs(HttpExchange exchange) {
        List<String> given = exchange.getRequestHeaders().getOrDefault("Host", List.of());
        return given.size() == 1
                && HOSTS.contains(
                        given.get(0).toLowerCase(Locale.ROOT).replaceFirst(":" + port() + "$", ""));
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
