package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs and sends by hand, as the venue's documents say. */
final class RawClient {

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    String key = StandInServer.API_KEY;
    String secret = StandInServer.API_SECRET;

    RawClient(int port) {
        this.port = port;
    }

    HttpResponse<String> signed(String method, String path, String parameters) {
        String stamped =
                parameters.contains("timestamp=")
                        ? parameters
                        : parameters + "&timestamp=" + System.currentTimeMillis();
        return send(method, path, stamped + "&signature=" + code(stamped));
    }

    HttpResponse<String> send(String method, String path, String parameters) {
        boolean post = method.equals("POST");
        String query = post || parameters.isEmpty() ? "" : "?" + parameters;
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path + query))
                        .timeout(Duration.ofMinutes(1))
                        .header("X-MBX-APIKEY", key)
                        .method(
                                method,
                                post
                                        ? HttpRequest.BodyPublishers.ofString(parameters)
                                        : HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> limit(String id, String side, String quantity, String price, String tif) {
        return signed(
                "POST",
                "/api/v3/order",
                "symbol=BTCUSDT&side="
                        + side
                        + "&type=LIMIT&timeInForce="
                        + tif
                        + "&quantity="
                        + quantity
                        + "&price="
                        + price
                        + "&newClientOrderId="
                        + id);
    }

    HttpResponse<String> find(String id) {
        return signed("GET", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=" + id);
    }

    static JsonObject json(HttpResponse<String> response) {
        return StrictJson.readSigned(response.body().getBytes(StandardCharsets.UTF_8))
                .objectOrThrow();
    }

    static long code(HttpResponse<String> response) {
        return json(response).integer("code").orElse(0L);
    }

    private String code(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
