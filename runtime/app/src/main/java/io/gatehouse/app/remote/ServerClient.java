package io.gatehouse.app.remote;

import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.engine.RequestRefused;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.SignedStatement;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Speaks HTTP with the process that serves a workspace, on this machine and through no proxy.
 * Thread-safe.
 */
public final class ServerClient {

    /** Answers name whole groups of events; more than this is no answer. */
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** For a look; a command takes as long as the action that it starts. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private final ServerNote note;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(CONNECT)
                    .build();

    public ServerClient(ServerNote note) {
        this.note = note;
    }

    private record Reply(int status, JsonObject body) {}

    /** Whether it answers, and serves that installation. */
    boolean serves(InstallationId installation) {
        try {
            return send(request("/v1/installations/" + installation).timeout(LOOK).GET()).status
                    == 200;
        } catch (EngineStopped e) {
            return false;
        }
    }

    Handled submit(InstallationId installation, SignedStatement signed) {
        JsonObject body = Wire.encode(signed);
        Reply reply =
                send(
                        request("/v1/installations/" + installation + "/commands")
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", '"' + signed.digest().hex() + '"')
                                .POST(BodyPublishers.ofByteArray(CanonicalJson.bytes(body))));
        if (reply.body().object("outcome").isEmpty()) {
            throw refused(reply);
        }
        try {
            return Wire.decodeHandled(reply.body());
        } catch (WireFault e) {
            throw unreadable(e);
        }
    }

    List<Outcome> settle(InstallationId installation) {
        try {
            return Wire.decodeOutcomes(post(installation, "settle"), "outcomes");
        } catch (WireFault e) {
            throw unreadable(e);
        }
    }

    JsonObject rebuild(InstallationId installation) {
        return post(installation, "rebuild");
    }

    private JsonObject post(InstallationId installation, String what) {
        BodyPublisher nothing = BodyPublishers.noBody();
        Reply reply = send(request("/v1/installations/" + installation + "/" + what).POST(nothing));
        if (reply.status() != 200) {
            throw refused(reply);
        }
        return reply.body();
    }

    /**
     * The events of an installation as they come, as lines of server-sent events; the caller closes
     * the stream.
     *
     * @param after the last event that the caller has
     */
    public InputStream events(InstallationId installation, OptionalLong after)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request("/v1/installations/" + installation + "/events")
                        .header("Accept", "text/event-stream");
        after.ifPresent(seq -> request.header("Last-Event-ID", Long.toString(seq)));
        HttpResponse<InputStream> response =
                http.send(request.GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refused(new Reply(response.statusCode(), parse(body)));
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(note.url() + path))
                .header("Authorization", "Bearer " + note.token());
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Reply(response.statusCode(), parse(body));
            }
        } catch (IOException e) {
            throw new EngineStopped(
                    "the process that serves the workspace gave no whole answer; what was asked may"
                            + " have been done: look at 'gatehouse status'",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineStopped("interrupted while the server was at work", e);
        }
    }

    private static JsonObject parse(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(LONGEST_ANSWER + 1);
        if (bytes.length > LONGEST_ANSWER) {
            throw new IOException("the answer is too long");
        }
        try {
            return StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            throw new IOException("the answer is no JSON object", e);
        }
    }

    private static RuntimeException refused(Reply reply) {
        String title = reply.body().text("title").orElse("the server refused the request");
        if (reply.status() == 503) {
            return new EngineStopped(title, null);
        }
        Reason reason =
                switch (reply.status()) {
                    case 401, 403, 421 -> Reason.NOT_PERMITTED;
                    case 404, 409, 412 -> Reason.CONFLICT;
                    case 422 -> Reason.REFUSED;
                    default -> Reason.UNDECIDED;
                };
        return new RequestRefused(reason, title, findings(reply.body()));
    }

    private static List<Finding> findings(JsonObject body) {
        List<Finding> findings = new ArrayList<>();
        for (JsonValue value : body.array("findings")) {
            try {
                if (value instanceof JsonObject finding) {
                    findings.add(RecordCodec.decode(finding, Finding.class));
                }
            } catch (CodecFault e) {
                continue; // a finding of another version explains less, and changes nothing
            }
        }
        return findings;
    }

    private static EngineStopped unreadable(WireFault e) {
        return new EngineStopped(
                "the answer of the server cannot be understood; what was asked may have been done:"
                        + " look at 'gatehouse status'",
                e);
    }
}
