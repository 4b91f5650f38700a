package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one HTTP request, once, within a time that bounds all of it.
 *
 * <p>No redirect is followed and no credential of the system is offered. The JDK's client repeats
 * by itself only idempotent requests, never a POST, and gives up a pooled connection on which
 * unexpected bytes arrive: a second acknowledgement is not read as the answer to the next order.
 * The answer's body is bounded. Thread-safe.
 */
public final class HttpWire {

    /** Would make the JDK's client repeat a POST whose connection ended: an order sent twice. */
    private static final String RETRY = "jdk.httpclient.enableAllMethodRetry";

    private static final int LARGEST_BODY = 8 * 1024 * 1024;

    /** What the client sets by itself and refuses to be told. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "host", "expect", "upgrade");

    private final HttpClient client;
    private final Duration timeout;
    private final Egress egress;

    /** What came back. */
    record Reply(int status, String body) {}

    /**
     * Makes one.
     *
     * @param timeout for connecting, sending and the last byte of the answer together
     * @throws IllegalStateException when this Java was told to repeat requests by itself
     */
    public HttpWire(Duration timeout, Egress egress) {
        if (System.getProperty(RETRY) != null) {
            throw new IllegalStateException("orders are sent once: do not set " + RETRY);
        }
        this.timeout = timeout;
        this.egress = egress;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(timeout)
                        .build();
    }

    /**
     * Sends it.
     *
     * @throws HttpTimeoutException when the time was over; it may have arrived
     * @throws Egress.RefusedException when it may not be sent; it was not
     * @throws IOException when the connection failed; it may have arrived
     */
    Reply send(String method, URI address, Map<String, String> headers, String body)
            throws IOException {
        egress.demand(address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(timeout)
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(
                (name, value) -> {
                    if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                        request.header(name, value);
                    }
                });
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request.build(), info -> new BoundedBody(LARGEST_BODY));
        try {
            HttpResponse<byte[]> answer = sent.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Reply(answer.statusCode(), text(answer));
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw new HttpTimeoutException("no whole answer in time");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new HttpTimeoutException("interrupted while waiting");
        }
    }

    private static String text(HttpResponse<byte[]> answer) throws IOException {
        List<String> codings = answer.headers().allValues("content-encoding");
        if (codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("identity"))) {
            // none was asked for: what it would unpack to has no bound
            throw new IOException("an answer in an encoding that was not asked for");
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
