package io.gatehouse.app.outbox;

import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Posts notifications, one per request, in the structured mode of the CloudEvents HTTP binding. Any
 * answer but 2xx is a failure; redirects are not followed, since they would take the token along.
 */
public final class WebhookSink implements Sink {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final int LONGEST_TOKEN = 4_096;

    private final URI target;
    private final Optional<Path> token;
    private final HttpClient client;

    /**
     * @param target https, or http on this machine
     * @param token a file that holds a bearer token, readable by its owner only; read anew for each
     *     request so that it can be exchanged
     */
    public WebhookSink(URI target, Optional<Path> token) {
        this.target = target;
        this.token = token;
        this.client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    @Override
    public void deliver(CloudEvent event) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(ANSWER)
                        .header("Content-Type", CloudEvent.MEDIA_TYPE)
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        CanonicalJson.bytes(event.toJson())));
        if (token.isPresent()) {
            request.header("Authorization", "Bearer " + read(token.get()));
        }
        int status = client.send(request.build(), BodyHandlers.discarding()).statusCode();
        if (status < 200 || status > 299) {
            throw new IOException("answered with status " + status);
        }
    }

    private static String read(Path file) throws IOException {
        Optional<String> objection = OwnerOnly.objection(file);
        if (objection.isPresent()) {
            throw new IOException("the token's file: " + objection.get());
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            String text =
                    new String(in.readNBytes(LONGEST_TOKEN), StandardCharsets.US_ASCII).strip();
            if (text.isEmpty() || !text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
                throw new IOException("the token's file holds no token");
            }
            return text;
        }
    }

    @Override
    public String toString() {
        return "WebhookSink[" + target.getHost() + "]";
    }
}
