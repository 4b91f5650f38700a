package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks a stand-in's control port what really happened, and sets what shall go wrong.
 *
 * <p>Speaks over plain sockets of its own, past every client and policy under test. Every method
 * throws {@link UncheckedIOException} when the stand-in is not there.
 */
public final class StandInTruth {

    private static final int TIMEOUT_MILLIS = 60_000;

    private final int port;

    StandInTruth(int port) {
        this.port = port;
    }

    /** Of the stand-in whose control has that port. */
    public static StandInTruth at(int controlPort) {
        return new StandInTruth(controlPort);
    }

    public int controlPort() {
        return port;
    }

    /** Of a stand-in in this process. */
    public static StandInTruth of(StandInServer server) {
        return new StandInTruth(server.controlPort());
    }

    /** All orders that were ever accepted, in their order. */
    public List<JsonObject> orders() {
        return ask("GET", "/truth", "").array("orders").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    /** The orders by client id; more than one of an id is a double order. */
    public Map<String, List<JsonObject>> byClientId() {
        return orders().stream().collect(Collectors.groupingBy(o -> o.requireText("client_id")));
    }

    /** How often an operation was asked for. */
    public long seen(String operation) {
        return ask("GET", "/seen", "")
                .object("by_operation")
                .flatMap(o -> o.integer(operation))
                .orElse(0L);
    }

    /** Client ids of the new orders that arrived, as often and in the order in which they did. */
    public List<String> arrived() {
        return ask("GET", "/seen", "").array("placed").stream()
                .map(each -> ((JsonString) each).value())
                .toList();
    }

    public void script(FaultScript script) {
        set("/script", script.toJson());
    }

    public void skew(long millis) {
        set("/clock", JsonObject.of("skew_millis", millis));
    }

    public void maintenance(boolean on) {
        set("/maintenance", JsonObject.of("on", on));
    }

    public void limit(long requestsPerMinute) {
        set("/limit", JsonObject.of("per_minute", requestsPerMinute));
    }

    public void trading(boolean allowed) {
        set("/trading", JsonObject.of("allowed", allowed));
    }

    public void balance(String asset, long units) {
        set("/balance", JsonObject.of("asset", asset).with("units", units));
    }

    public void list(Listing listing) {
        set("/listing", (JsonObject) listing.toJson());
    }

    public void settle() {
        set("/settle", JsonObject.EMPTY);
    }

    private void set(String path, JsonObject body) {
        if (!ask("POST", path, CanonicalJson.text(body)).flag("done").orElse(false)) {
            throw new IllegalArgumentException("the stand-in does not take " + path);
        }
    }

    private JsonObject ask(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head =
                method
                        + " "
                        + path
                        + " HTTP/1.1\r\nConnection: close\r\nContent-Length: "
                        + bytes.length
                        + "\r\n\r\n";
        try (Socket socket = new Socket(Proxy.NO_PROXY)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(bytes);
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String json = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            return StrictJson.readSigned(json.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in's control does not answer", e);
        }
    }
}
