package io.gatehouse.adapter.liverouter.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInServerTest {

    private final StandInServer server =
            new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
    private final RawClient client = new RawClient(server.port());
    private final StandInTruth truth = StandInTruth.of(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldFillPartlyAndLetTheRestStand() {
        HttpResponse<String> answer = client.limit("a-1", "BUY", "9.00000", "60000.05", "GTC");
        JsonObject order = RawClient.json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(order.requireText("status")).isEqualTo("PARTIALLY_FILLED");
        assertThat(order.array("fills")).isNotEmpty();
        assertThat(RawClient.json(client.find("a-1")).requireText("executedQty"))
                .isEqualTo(order.requireText("executedQty"));
        JsonObject known = truth.orders().get(0);
        assertThat(known.integer("filled").orElseThrow()).isPositive().isLessThan(900_000);
        JsonObject gone =
                RawClient.json(
                        client.signed(
                                "DELETE", "/api/v3/order", "symbol=BTCUSDT&origClientOrderId=a-1"));
        assertThat(gone.requireText("status")).isEqualTo("CANCELED");
    }

    @Test
    void shouldEndTheRestOfAnImmediateAndOfAMarketOrder() {
        JsonObject none = RawClient.json(client.limit("i-1", "BUY", "0.00100", "50000", "IOC"));
        assertThat(none.requireText("status")).isEqualTo("EXPIRED");
        JsonObject market =
                RawClient.json(
                        client.signed(
                                "POST",
                                "/api/v3/order",
                                "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=0.00100"));
        assertThat(market.requireText("status")).isEqualTo("FILLED");
    }

    @Test
    void shouldKeepPriceThenTime() {
        client.limit("t-1", "BUY", "0.10000", "60000.01", "GTC");
        client.limit("t-2", "BUY", "0.10000", "60000.01", "GTC");
        client.limit("t-3", "BUY", "0.10000", "60000.02", "GTC");
        client.limit("t-4", "SELL", "0.15000", "60000.00", "GTC");
        assertThat(truth.orders().stream().map(o -> o.integer("filled").orElseThrow()).toList())
                .containsExactly(5_000L, 0L, 10_000L, 15_000L);
    }

    @Test
    void shouldCheckKeySignatureAndTime() {
        client.key = "another";
        assertThat(RawClient.code(client.find("x"))).isEqualTo(-2015);
        client.key = StandInServer.API_KEY;
        client.secret = "another";
        assertThat(RawClient.code(client.find("x"))).isEqualTo(-1022);
        client.secret = StandInServer.API_SECRET;
        assertThat(RawClient.code(client.find("x"))).isEqualTo(-2013);
        truth.skew(-5_000);
        assertThat(RawClient.code(client.find("x"))).isEqualTo(-1021);
        truth.skew(10_000);
        assertThat(RawClient.code(client.find("x"))).isEqualTo(-1021);
        truth.skew(0);
        String old = "symbol=BTCUSDT&origClientOrderId=x&recvWindow=100&timestamp=";
        assertThat(
                        RawClient.code(
                                client.signed(
                                        "GET",
                                        "/api/v3/order",
                                        old + (System.currentTimeMillis() - 200))))
                .isEqualTo(-1021);
        assertThat(
                        RawClient.code(
                                client.signed(
                                        "GET",
                                        "/api/v3/order",
                                        "symbol=BTCUSDT&origClientOrderId=x&recvWindow=60001")))
                .isEqualTo(-1131);
    }

    @Test
    void shouldRefuseWithTheVenuesCodes() {
        assertThat(RawClient.code(client.limit("f", "BUY", "0.00100", "60000.001", "GTC")))
                .isEqualTo(-1111);
        assertThat(RawClient.code(client.limit("f", "BUY", "0.00001", "60000", "GTC")))
                .isEqualTo(-1013);
        assertThat(RawClient.code(client.limit("f", "BUY", "99999", "60000", "GTC")))
                .isEqualTo(-1013);
        assertThat(RawClient.code(client.limit("f", "BUY", "0.001", "60000", "FOK")))
                .isEqualTo(-1116);
        client.limit("twice", "BUY", "0.001", "50000", "GTC");
        assertThat(RawClient.code(client.limit("twice", "BUY", "0.001", "50000", "GTC")))
                .isEqualTo(-2010);
        truth.balance("USDT", 0);
        HttpResponse<String> poor = client.limit("poor", "BUY", "0.001", "50000", "GTC");
        assertThat(RawClient.code(poor)).isEqualTo(-2010);
        assertThat(poor.body()).contains("insufficient balance");
        assertThat(
                        RawClient.code(
                                client.signed(
                                        "DELETE",
                                        "/api/v3/order",
                                        "symbol=BTCUSDT&origClientOrderId=none")))
                .isEqualTo(-2011);
        assertThat(RawClient.code(client.send("GET", "/api/v3/depth", "symbol=NONE")))
                .isEqualTo(-1121);
        truth.trading(false);
        assertThat(RawClient.code(client.limit("f", "SELL", "0.001", "70000", "GTC")))
                .isEqualTo(-2010);
        assertThat(truth.orders()).hasSize(1);
    }

    @Test
    void shouldTakeAFilledIdAgain() {
        client.limit("again", "BUY", "0.001", "60001", "GTC");
        client.limit("again", "BUY", "0.001", "60001", "GTC");
        assertThat(truth.byClientId().get("again")).hasSize(2);
    }

    @Test
    void shouldLookAtTheVenuesOwnIdFirst() {
        client.limit("mine", "BUY", "0.001", "50000", "GTC");
        String both = "symbol=BTCUSDT&origClientOrderId=mine&orderId=0";
        assertThat(RawClient.code(client.signed("GET", "/api/v3/order", both))).isEqualTo(-2013);
    }

    @Test
    void shouldLimitRequestsAndThenBan() {
        truth.limit(2);
        client.send("GET", "/api/v3/ping", "");
        client.send("GET", "/api/v3/ping", "");
        HttpResponse<String> last = client.send("GET", "/api/v3/ping", "");
        boolean refused = last.statusCode() == 429;
        // two windows' worth of requests, so that the turn of a minute changes nothing
        for (int i = 0; i < 30; i++) {
            last = client.send("GET", "/api/v3/ping", "");
            refused |= last.statusCode() == 429;
        }
        assertThat(refused).isTrue();
        assertThat(last.statusCode()).isEqualTo(418);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(RawClient.code(last)).isEqualTo(-1003);
    }

    @Test
    void shouldCloseForMaintenance() {
        truth.maintenance(true);
        HttpResponse<String> answer = client.limit("m", "BUY", "0.001", "60000", "GTC");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(RawClient.code(answer)).isEqualTo(-1016);
        truth.maintenance(false);
        assertThat(client.limit("m", "BUY", "0.001", "60000", "GTC").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldPlayTheScript() {
        for (FaultKind kind : FaultKind.values()) {
            String id = "s-" + kind.text();
            truth.script(FaultScript.always(kind, "place", 20));
            boolean answered = true;
            try {
                client.limit(id, "BUY", "0.001", "50000", "GTC");
            } catch (UncheckedIOException e) {
                answered = false;
            }
            boolean silent =
                    List.of(
                                    FaultKind.TIMEOUT_BEFORE,
                                    FaultKind.TIMEOUT_AFTER,
                                    FaultKind.LATE,
                                    FaultKind.DROPPED_ACK,
                                    FaultKind.RESET_BEFORE,
                                    FaultKind.RESET_AFTER,
                                    FaultKind.TRUNCATED_ACK)
                            .contains(kind);
            assertThat(answered).as(kind.text()).isNotEqualTo(silent);
            assertThat(truth.byClientId().containsKey(id))
                    .as(kind.text())
                    .isEqualTo(kind.processes());
        }
    }

    @Test
    void shouldMatchADelayedFillLater() {
        truth.script(FaultScript.always(FaultKind.DELAYED_FILL, "place", 0));
        assertThat(client.limit("d", "BUY", "0.001", "60001", "GTC").body()).contains("\"NEW\"");
        assertThat(client.find("d").body()).contains("\"NEW\"");
        client.find("d");
        assertThat(client.find("d").body()).contains("\"FILLED\"");
    }

    @Test
    void shouldRepeatItselfFromTheSameSeed() {
        assertThat(history(3)).isEqualTo(history(3)).isNotEqualTo(history(4));
    }

    private static List<JsonObject> history(long seed) {
        try (StandInServer one = new StandInServer(0, seed, Listing.usual(), Clock.systemUTC())) {
            RawClient caller = new RawClient(one.port());
            for (int i = 0; i < 20; i++) {
                caller.limit("r-" + i, i % 3 == 0 ? "SELL" : "BUY", "0.5", "60000.30", "GTC");
            }
            return StandInTruth.of(one).orders();
        }
    }

    @Test
    void shouldRefuseAnythingElseOnTheControl() {
        RawClient control = new RawClient(server.controlPort());
        for (String body : List.of("", "{}", "[]", "{\"skew_millis\":\"1\"}")) {
            assertThat(control.send("POST", "/clock", body).statusCode()).isEqualTo(400);
        }
        assertThat(control.send("POST", "/script", "{\"kinds\":[\"?\"]}").statusCode())
                .isEqualTo(400);
        assertThat(control.send("GET", "/other", "").statusCode()).isEqualTo(400);
    }
}
