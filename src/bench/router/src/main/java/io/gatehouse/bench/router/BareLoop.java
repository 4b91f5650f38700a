package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import java.io.IOException;
import java.math.BigDecimal;
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

/**
 * The least that a program must do to place the same order: write the parameters, sign them, send
 * them with the JDK's client, and take the answer as a text that it does not read.
 */
final class BareLoop {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final Mac mac;

    BareLoop(URI standIn) throws GeneralSecurityException {
        this.address = standIn.resolve("/api/v3/order");
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        StandInServer.API_SECRET.getBytes(StandardCharsets.US_ASCII),
                        "HmacSHA256"));
    }

    void place(ParentOrder order) throws IOException, InterruptedException {
        String body =
                "symbol="
                        + order.instrument().symbol()
                        + "&side=BUY&type=LIMIT&timeInForce=GTC&quantity="
                        + BigDecimal.valueOf(order.quantity(), 5).toPlainString()
                        + "&price="
                        + BigDecimal.valueOf(order.limitPrice(), 2).toPlainString()
                        + "&newClientOrderId="
                        + order.id()
                        + "&newOrderRespType=FULL&recvWindow=5000&timestamp="
                        + System.currentTimeMillis();
        String signed =
                body
                        + "&signature="
                        + HexFormat.of()
                                .formatHex(mac.doFinal(body.getBytes(StandardCharsets.US_ASCII)));
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(10))
                                .header("X-MBX-APIKEY", StandInServer.API_KEY)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(signed))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the stand-in answers " + answer.statusCode());
        }
    }
}
