package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpWireTest {

    private final AtomicInteger seen = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(
                Executors.newCachedThreadPool(
                        work -> {
                            Thread thread = new Thread(work);
                            thread.setDaemon(true);
                            return thread;
                        }));
        server.createContext(
                "/",
                exchange -> {
                    seen.incrementAndGet();
                    switch (exchange.getRequestURI().getPath()) {
                        case "/redirect" -> {
                            exchange.getResponseHeaders().set("Location", "/elsewhere");
                            exchange.sendResponseHeaders(307, -1);
                        }
                        case "/endless" -> {
                            exchange.sendResponseHeaders(200, 0);
                            byte[] part = new byte[64 * 1024];
                            for (int i = 0; i < 4_000; i++) {
                                exchange.getResponseBody().write(part);
                            }
                        }
                        case "/drip" -> {
                            exchange.sendResponseHeaders(200, 0);
                            for (int i = 0; i < 100; i++) {
                                exchange.getResponseBody().write('x');
                                exchange.getResponseBody().flush();
                                pause();
                            }
                        }
                        case "/packed" -> {
                            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                            exchange.sendResponseHeaders(200, -1);
                        }
                        default -> exchange.sendResponseHeaders(200, -1);
                    }
                    exchange.close();
                });
        server.start();
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private HttpWire.Reply post(String path, long millis) throws IOException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return new HttpWire(Duration.ofMillis(millis), Egress.ANY)
                .send("POST", address, Map.of("Connection", "x", "X-A", "b"), "a=b");
    }

    @Test
    void shouldFollowNoRedirect() throws IOException {
        assertThat(post("/redirect", 5_000).status()).isEqualTo(307);
        assertThat(seen).hasValue(1);
    }

    @Test
    void shouldEndAnAnswerWithoutEnd() {
        assertThatThrownBy(() -> post("/endless", 20_000)).isInstanceOf(IOException.class);
        assertThat(seen).hasValue(1);
    }

    @Test
    void shouldBoundTheTimeOfTheWholeAnswer() {
        assertThatThrownBy(() -> post("/drip", 300)).isInstanceOf(HttpTimeoutException.class);
        assertThat(seen).hasValue(1);
    }

    @Test
    void shouldNotUnpack() {
        assertThatThrownBy(() -> post("/packed", 5_000)).isInstanceOf(IOException.class);
    }

    @Test
    void shouldSendNothingWhereItMayNot() {
        Egress none =
                address -> {
                    throw new Egress.RefusedException(address.getHost());
                };
        assertThatThrownBy(
                        () ->
                                new HttpWire(Duration.ofSeconds(1), none)
                                        .send(
                                                "GET",
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + server.getAddress().getPort()),
                                                Map.of(),
                                                ""))
                .isInstanceOf(Egress.RefusedException.class);
        assertThat(seen).hasValue(0);
    }

    @Test
    void shouldNotServeAJavaThatRepeatsOrders() {
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
        try {
            assertThatThrownBy(() -> new HttpWire(Duration.ofSeconds(1), Egress.ANY))
                    .isInstanceOf(IllegalStateException.class);
        } finally {
            System.clearProperty("jdk.httpclient.enableAllMethodRetry");
        }
    }
}
