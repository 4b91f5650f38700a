package io.gatehouse.adapter.liverouter.venue.xchange;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

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

    /**
     * What came back.
     *
     * @param body not to be changed
     */
    record Reply(int status, byte[] body) {

        private static final int OK = 200;
        private static final int REDIRECTION = 300;
        private static final int CLIENT_ERROR = 400;

        /** Whether the request was done, as far as the protocol tells. */
        boolean done() {
            return status >= OK && status < REDIRECTION;
        }

        /**
         * Itself, where it is an answer: done, or an error of one side.
         *
         * @throws IOException for an interim answer or a redirection, which is not followed
         */
        Reply answered() throws IOException {
            if (!done() && status < CLIENT_ERROR) {
                throw new IOException("an answer with status " + status);
            }
            return this;
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

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
                        // the caller itself writes and the selector's thread reads: nothing here
                        // blocks it, and each thread less on the way is a wake-up less
                        .executor(Runnable::run)
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
        return exchange(request.build());
    }

    private Reply exchange(HttpRequest request) throws IOException {
        Deadlines.Watch watch = Deadlines.watch(timeout.toNanos());
        HttpResponse<byte[]> answer;
        try {
            answer = client.send(request, info -> new BoundedBody(LARGEST_BODY));
        } catch (IOException e) {
            throw watch.expired(false) ? late() : e;
        } catch (InterruptedException e) {
            if (watch.expired(true)) {
                throw late();
            }
            throw new HttpTimeoutException("interrupted while waiting");
        } catch (RuntimeException | Error e) {
            watch.expired(false);
            throw e;
        }
        // an answer that is here is an answer, be it late by a hair
        watch.expired(false);
        return new Reply(answer.statusCode(), body(answer));
    }

    private static HttpTimeoutException late() {
        return new HttpTimeoutException("no whole answer in time");
    }

    private static byte[] body(HttpResponse<byte[]> answer) throws IOException {
        for (String coding : answer.headers().allValues("content-encoding")) {
            if (!coding.equalsIgnoreCase("identity")) {
                // none was asked for: what it would unpack to has no bound
                throw new IOException("an answer in an encoding that was not asked for");
            }
        }
        return answer.body();
    }
}
