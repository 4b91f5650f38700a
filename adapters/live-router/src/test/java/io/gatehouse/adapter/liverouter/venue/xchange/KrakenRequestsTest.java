package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.client.ExchangeRestProxyBuilder;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.kraken.service.KrakenDigest;

/** Cancels that are sent by the hundred have the body and the signature that XChange gives them. */
class KrakenRequestsTest {

    private static final int COUNT = 100;

    @Test
    void shouldSignCancelsAsXchangeDoes() throws IOException {
        SkewedClock clock = new SkewedClock();
        try (StandInServer server = new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
                RecordingProxy ours = new RecordingProxy(server.port());
                RecordingProxy theirs = new RecordingProxy(server.port())) {
            KrakenVenue venue = KrakenBench.venue(ours.address(), 10_000, clock);
            Map<ClientOrderId, Instrument> orders = new LinkedHashMap<>();
            for (int i = 0; i < COUNT; i++) {
                ClientOrderId id = new ClientOrderId("c_" + i + "-Z");
                assertThat(
                                venue.place(
                                        Bench.order(
                                                clock,
                                                id.value(),
                                                OrderType.LIMIT,
                                                5_900_000,
                                                5_000)))
                        .isInstanceOf(Outcome.Accepted.class);
                orders.put(id, Bench.BTC);
            }
            Set<ClientOrderId> taken = ConcurrentHashMap.newKeySet();
            venue.cancelEach(orders, new Taking(taken));
            assertThat(taken).isEqualTo(orders.keySet());
            List<String> sent =
                    ours.requests().stream().filter(each -> each.contains("/CancelOrder")).toList();
            assertThat(sent).hasSize(COUNT);
            for (String each : sent) {
                String body = each.substring(each.indexOf("\r\n\r\n") + 4);
                long nonce = Long.parseLong(body.substring(6, body.indexOf('&')));
                again(theirs, nonce, body.substring(body.indexOf("cl_ord_id=") + 10));
                String same = theirs.requests().get(theirs.requests().size() - 1);
                assertThat(body).isEqualTo(same.substring(same.indexOf("\r\n\r\n") + 4));
                for (String name : List.of("API-Key", "API-Sign", "Content-Type", "Accept")) {
                    assertThat(header(each, name)).isEqualTo(header(same, name)).isNotEmpty();
                }
            }
        }
    }

    private static void again(RecordingProxy proxy, long nonce, String clientId)
            throws IOException {
        ExchangeSpecification specification = new ExchangeSpecification(KrakenExchange.class);
        specification.setSslUri(proxy.address().toString());
        KrakenByClientId xchange =
                ExchangeRestProxyBuilder.forInterface(KrakenByClientId.class, specification)
                        .restProxyFactory(
                                new OneAttempt(new HttpWire(Duration.ofSeconds(10), Egress.ANY)))
                        .build();
        xchange.cancel(
                StandInServer.API_KEY,
                KrakenDigest.createInstance(StandInServer.KRAKEN_SECRET),
                nonce,
                clientId);
    }

    private static String header(String request, String name) {
        int at = request.indexOf("\r\n" + name + ": ");
        return at < 0 ? "" : request.substring(at + 2, request.indexOf("\r\n", at + 2));
    }

    private record Taking(Set<ClientOrderId> ids) implements Cancels {

        @Override
        public void sent(ClientOrderId id) {
            assertThat(id).isNotNull();
        }

        @Override
        public void taken(ClientOrderId id) {
            ids.add(id);
        }

        @Override
        public void answered(ClientOrderId id, Cancellation answer) {
            throw new AssertionError(id + " " + answer);
        }
    }
}
