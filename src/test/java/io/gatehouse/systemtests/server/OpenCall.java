package io.gatehouse.systemtests.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection of its own for one request: it is open from {@link #connect} to {@link #reply},
 * which no client library promises.
 */
final class OpenCall implements AutoCloseable {

    /** Far longer than all callers together take; a server that never answers fails the test. */
    private static final int PATIENCE_MILLIS = 10 * 60 * 1000;

    private final URI server;
    private final Socket socket;

    private OpenCall(URI server, Socket socket) {
        this.server = server;
        this.socket = socket;
    }

    /** What the server answered. */
    record Reply(int status, boolean replayed, JsonObject body) {}

    static OpenCall connect(JsonObject note) throws IOException {
        URI server = URI.create(note.requireText("url"));
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        return new OpenCall(server, socket);
    }

    /** Sends a signed command, without waiting for the answer. */
    void send(JsonObject note, JsonObject command, String key) throws IOException {
        byte[] body = CanonicalJson.bytes(command);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                String.join(
                                "\r\n",
                                "POST /v1/installations/" + ServedBot.ID + "/commands HTTP/1.1",
                                "Host: " + server.getAuthority(),
                                "Authorization: Bearer " + note.requireText("token"),
                                "Content-Type: application/json",
                                "Content-Length: " + body.length,
                                "Idempotency-Key: " + key,
                                "Connection: close",
                                "",
                                "")
                        .getBytes(US_ASCII));
        request.writeBytes(body);
        request.writeTo(socket.getOutputStream());
    }

    /** Waits for the whole answer. */
    Reply reply() throws IOException {
        byte[] all = socket.getInputStream().readAllBytes();
        String text = new String(all, US_ASCII);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer: " + text);
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
        return new Reply(
                Integer.parseInt(head.substring(9, 12)),
                head.contains("\r\nidempotency-replayed: true"),
                StrictJson.readSigned(body).objectOrThrow());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
