package io.gatehouse.adapter.liverouter.standin;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StandInFuzzTest {

    private static final int COUNT = Boolean.getBoolean("gatehouse.campaign") ? 500_000 : 5_000;

    private static int mutate(String seedText, Consumer<byte[]> reader) {
        long seed = 20261122;
        SplittableRandom random = new SplittableRandom(seed);
        int tried = 0;
        for (int i = 0; i < COUNT; i++) {
            byte[] bytes = seedText.getBytes(StandardCharsets.ISO_8859_1);
            for (int k = random.nextInt(6); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.accept(java.util.Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " input " + i, e);
            }
            tried++;
        }
        return tried;
    }

    @Test
    void shouldReadARequestOrRefuseIt() {
        int[] read = new int[1];
        int tried =
                mutate(
                        "POST /api/v3/order?a=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\na=b&c",
                        bytes -> {
                            try {
                                Optional<WireRequest> request =
                                        WireRequest.read(new ByteArrayInputStream(bytes));
                                read[0] += request.isPresent() ? 1 : 0;
                            } catch (IOException e) {
                                assertThat(e.getMessage()).isNotBlank();
                            }
                        });
        assertThat(tried).isEqualTo(COUNT);
        assertThat(read[0]).isPositive();
    }

    @Test
    void shouldAnswerAnyParametersWithoutAnException() {
        StandInExchange exchange = new StandInExchange(1, Listing.usual());
        VenueTime time = new VenueTime(Clock.systemUTC());
        StandInApi api = new StandInApi(exchange, new Callers("k", "s"), time, new RateLimits());
        int tried =
                mutate(
                        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=6.1",
                        bytes -> {
                            String text = new String(bytes, StandardCharsets.ISO_8859_1);
                            Answer answer =
                                    api.answer(
                                            new WireRequest(
                                                    "POST",
                                                    "/api/v3/order",
                                                    "",
                                                    Map.of("x-mbx-apikey", "k"),
                                                    text),
                                            false);
                            assertThat(answer.status()).isBetween(400, 499);
                            Params.read(text, text);
                            Params.read(text, "")
                                    .ifPresent(
                                            p -> {
                                                try {
                                                    Ticket.of(p, exchange, "g");
                                                } catch (VenueError.Refusal e) {
                                                    assertThat(e.error()).isNotNull();
                                                }
                                            });
                        });
        assertThat(tried).isEqualTo(COUNT);
    }

    @Test
    void shouldReadAScriptOrRefuseIt() {
        FaultScript script =
                new FaultScript(
                        7,
                        300,
                        List.of(FaultKind.LATE, FaultKind.BANNED),
                        List.of("place", "find"),
                        Map.of(3L, FaultKind.DROPPED_ACK),
                        40);
        String text = CanonicalJson.text(script.toJson());
        assertThat(FaultScript.read(text)).contains(script);
        assertThat(FaultScript.read("{\"per_mille\":1}")).isEmpty();
        assertThat(FaultScript.read("{\"kinds\":[\"none\"]}")).isEmpty();
        assertThat(FaultScript.read("{\"other\":1}")).isEmpty();
        assertThat(mutate(text, b -> FaultScript.read(new String(b, StandardCharsets.UTF_8))))
                .isEqualTo(COUNT);
    }

    @Test
    void shouldReadAListingOrRefuseIt() {
        Listing listing = Listing.usual().get(0);
        assertThat(Listing.of((JsonObject) listing.toJson())).contains(listing);
        String text = CanonicalJson.text(listing.toJson());
        int tried =
                mutate(
                        text,
                        b -> {
                            if (io.gatehouse.audit.json.StrictJson.readSigned(b)
                                            instanceof
                                            io.gatehouse.audit.json.JsonReading.Parsed parsed
                                    && parsed.value() instanceof JsonObject json) {
                                Listing.of(json);
                            }
                        });
        assertThat(tried).isEqualTo(COUNT);
    }
}
