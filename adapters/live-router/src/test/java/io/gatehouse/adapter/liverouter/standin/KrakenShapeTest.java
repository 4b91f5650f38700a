package io.gatehouse.adapter.liverouter.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The stand-in's Kraken corner, spoken to by hand: signed here, not by the client under test. */
class KrakenShapeTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 3_000;
    private static final long SEED = 99;
    private static final String ADD = "/0/private/AddOrder";
    private static final String ORDER =
            "&pair=BTCUSDT&type=buy&ordertype=limit&volume=0.001&price=59000&cl_ord_id=";

    private final StandInServer server =
            new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
    private final StandInTruth truth = StandInTruth.of(server);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private static String sign(String path, String nonce, String body) {
        try {
            byte[] inner =
                    MessageDigest.getInstance("SHA-256")
                            .digest((nonce + body).getBytes(StandardCharsets.UTF_8));
            Mac mac = Mac.getInstance("HmacSHA512");
            mac.init(
                    new SecretKeySpec(
                            Base64.getDecoder().decode(StandInServer.KRAKEN_SECRET), "HmacSHA512"));
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(inner));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String post(String path, String body, String key, String signature)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("API-Key", key)
                        .header("API-Sign", signature)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        JsonObject json =
                StrictJson.readSigned(text.getBytes(StandardCharsets.UTF_8)).objectOrThrow();
        return json.array("error").stream()
                .map(e -> ((JsonString) e).value())
                .findFirst()
                .orElse("");
    }

    private String signed(String path, long nonce, String rest)
            throws IOException, InterruptedException {
        String body = "nonce=" + nonce + rest;
        return post(path, body, StandInServer.API_KEY, sign(path, nonce + "", body));
    }

    @Test
    void shouldSignAsThePublishedExampleDoes() throws GeneralSecurityException {
        // the worked example of the venue's page on authentication
        String secret =
                "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1h"
                        + "uXg==";
        String body =
                "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25";
        KrakenCallers callers = new KrakenCallers("k", secret);
        Map<String, String> headers =
                Map.of(
                        "api-key",
                        "k",
                        "api-sign",
                        "4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nm"
                                + "bRn6H8ndwLUQ==");
        WireRequest request = new WireRequest("POST", ADD, "", headers, body);
        assertThat(callers.refuse(request, Params.read("", body).orElseThrow())).isEmpty();
    }

    @Test
    void shouldTakeOutWhatABatchNamesAndNothingElse() throws IOException, InterruptedException {
        for (int i = 1; i <= 4; i++) {
            assertThat(signed(ADD, i, ORDER + "b" + i)).isEmpty();
        }
        String path = KrakenBatch.PATH;
        for (String bad :
                List.of(
                        "[]",
                        "[\"b1\"]",
                        "[\"b1\",\"b1\"]",
                        "[\"b1\",2]",
                        "[\"b1\",\"b 2\"]",
                        "[\"b1\",\"b2\"],\"more\":1")) {
            String body = "{\"nonce\":\"10\",\"cl_ord_ids\":" + bad + "}";
            assertThat(post(path, body, StandInServer.API_KEY, sign(path, "10", body)))
                    .as(bad)
                    .isEqualTo("EGeneral:Invalid arguments");
        }
        String body = "{\"nonce\":\"10\",\"cl_ord_ids\":[\"b1\",\"b3\",\"b9\"]}";
        assertThat(post(path, body, StandInServer.API_KEY, sign(path, "11", body)))
                .isEqualTo("EAPI:Invalid signature");
        assertThat(post(path, body, StandInServer.API_KEY, sign(path, "10", body))).isEmpty();
        String again = body.replace("10", "12");
        assertThat(post(path, again, StandInServer.API_KEY, sign(path, "12", again)))
                .isEqualTo("EOrder:Unknown order");
        assertThat(signed("/0/private/CancelOrder", 13, "&cl_ord_id=b1"))
                .isEqualTo("EOrder:Unknown order");
        assertThat(signed("/0/private/CancelOrder", 14, "&cl_ord_id=b2")).isEmpty();
        assertThat(signed("/0/private/CancelOrder", 15, "&cl_ord_id=b4")).isEmpty();
    }

    @Test
    void shouldCheckKeySignatureAndNonce() throws IOException, InterruptedException {
        String body = "nonce=5" + ORDER + "a";
        assertThat(post(ADD, body, "other", sign(ADD, "5", body))).isEqualTo("EAPI:Invalid key");
        assertThat(post(ADD, body, StandInServer.API_KEY, sign("/0/private/X", "5", body)))
                .isEqualTo("EAPI:Invalid signature");
        assertThat(post(ADD, body, StandInServer.API_KEY, sign(ADD, "5", body + "&x=1")))
                .isEqualTo("EAPI:Invalid signature");
        assertThat(truth.orders()).isEmpty();
        assertThat(signed(ADD, 5, ORDER + "a")).isEmpty();
        assertThat(signed(ADD, 5, ORDER + "b")).isEqualTo("EAPI:Invalid nonce");
        assertThat(signed(ADD, 4, ORDER + "b")).isEqualTo("EAPI:Invalid nonce");
        assertThat(signed(ADD, 6, ORDER + "b")).isEmpty();
        assertThat(truth.orders()).hasSize(2);
    }

    @Test
    void shouldCheckTheDeadline() throws IOException, InterruptedException {
        Instant now = Instant.now();
        long nonce = 1;
        for (Map.Entry<String, String> each :
                Map.of(
                                now.minusSeconds(1).toString(),
                                "EService:Deadline elapsed",
                                now.plusSeconds(1).toString(),
                                "EGeneral:Invalid arguments",
                                now.plusSeconds(90).toString(),
                                "EGeneral:Invalid arguments",
                                "tomorrow",
                                "EGeneral:Invalid arguments",
                                now.plusSeconds(30).toString(),
                                "")
                        .entrySet()) {
            String rest = ORDER + "d" + nonce + "&deadline=" + each.getKey();
            assertThat(signed(ADD, nonce++, rest)).as(each.getKey()).isEqualTo(each.getValue());
        }
        assertThat(truth.orders()).hasSize(1);
    }

    @Test
    void shouldRefuseWhatTheInterfaceDoesNotTake() throws IOException, InterruptedException {
        assertThat(signed(ADD, 1, ORDER + "a-name-of-19-letters"))
                .isEqualTo("EGeneral:Invalid arguments");
        assertThat(signed(ADD, 2, ORDER.replace("BTCUSDT", "NOSUCH") + "a"))
                .isEqualTo("EQuery:Unknown asset pair");
        assertThat(signed(ADD, 3, ORDER.replace("59000", "59000.001") + "a"))
                .isEqualTo("EOrder:Invalid price");
        assertThat(signed(ADD, 4, ORDER.replace("0.001", "0.00001") + "a"))
                .isEqualTo("EOrder:Cost minimum not met");
        assertThat(signed("/0/private/Nothing", 5, "")).isEqualTo("EGeneral:Unknown method");
        assertThat(truth.orders()).isEmpty();
    }

    @Test
    void shouldAnswerAnyParametersWithoutAnException() {
        StandInExchange exchange = new StandInExchange(1, Listing.usual());
        KrakenApi api =
                new KrakenApi(
                        exchange,
                        new KrakenCallers("k", StandInServer.KRAKEN_SECRET),
                        new VenueTime(Clock.systemUTC()),
                        new RateLimits(),
                        () -> true);
        SplittableRandom random = new SplittableRandom(SEED);
        int taken = 0;
        int tried = 0;
        for (int i = 0; i < COUNT; i++) {
            String nonce = Integer.toString(i + 1);
            byte[] bytes = ("nonce=" + nonce + ORDER + "f" + i).getBytes(StandardCharsets.US_ASCII);
            for (int k = random.nextInt(4); k > 0; k--) {
                int at = 7 + nonce.length() + random.nextInt(bytes.length - 7 - nonce.length());
                bytes[at] = (byte) (32 + random.nextInt(95));
            }
            String body = new String(bytes, StandardCharsets.US_ASCII);
            Map<String, String> headers =
                    Map.of("api-key", "k", "api-sign", sign(ADD, nonce, body));
            try {
                Answer answer =
                        api.receive(new WireRequest("POST", ADD, "", headers, body)).run(false);
                Optional<String> error =
                        Optional.of(answer.body()).filter(b -> !b.contains("\"error\":[]"));
                taken += error.isEmpty() ? 1 : 0;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + " input " + i + ": " + body, e);
            }
            tried++;
        }
        assertThat(tried).isEqualTo(COUNT);
        assertThat(taken).isPositive().isEqualTo(exchange.orders().size());
    }
}
