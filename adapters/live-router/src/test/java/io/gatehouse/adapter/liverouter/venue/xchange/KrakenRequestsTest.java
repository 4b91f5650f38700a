package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
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
    private static final String BATCH =
            "\\{\"nonce\":\"[0-9]{16}\",\"cl_ord_ids\":\\[(\"[^\"]+\",){49}\"[^\"]+\"]}";

    private final SkewedClock clock = new SkewedClock();
    private final Set<ClientOrderId> taken = ConcurrentHashMap.newKeySet();

    private Map<ClientOrderId, Instrument> placed(KrakenVenue venue, int count) {
        Map<ClientOrderId, Instrument> orders = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            ClientOrderId id = new ClientOrderId("c_" + i + "-Z");
            Outcome placed =
                    venue.place(Bench.order(clock, id.value(), OrderType.LIMIT, 5_900_000, 5_000));
            assertThat(placed).isInstanceOf(Outcome.Accepted.class);
            orders.put(id, Bench.BTC);
        }
        return orders;
    }

    private static List<String> cancels(RecordingProxy proxy) {
        return proxy.requests().stream().filter(each -> each.contains("/CancelOrder")).toList();
    }

    private static String body(String request) {
        return request.substring(request.indexOf("\r\n\r\n") + 4);
    }

    @Test
    void shouldSignACancelAsXchangeDoes() throws IOException {
        try (StandInServer server = new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
                RecordingProxy ours = new RecordingProxy(server.port());
                RecordingProxy theirs = new RecordingProxy(server.port())) {
            KrakenVenue venue = KrakenBench.venue(ours.address(), 10_000, clock);
            placed(venue, 10)
                    .forEach((id, btc) -> venue.cancelEach(Map.of(id, btc), new Taking(taken)));
            assertThat(taken).hasSize(10);
            assertThat(cancels(ours)).hasSize(10);
            for (String each : cancels(ours)) {
                String body = body(each);
                long nonce = Long.parseLong(body.substring(6, body.indexOf('&')));
                again(theirs, nonce, body.substring(body.indexOf("cl_ord_id=") + 10));
                String same = theirs.requests().get(theirs.requests().size() - 1);
                assertThat(body).isEqualTo(body(same));
                for (String name : List.of("API-Key", "API-Sign", "Content-Type", "Accept")) {
                    assertThat(header(each, name)).isEqualTo(header(same, name)).isNotEmpty();
                }
            }
        }
    }

    @Test
    void shouldNameFiftyOrdersInARequestAndTellOfEach() throws IOException {
        try (StandInServer server = new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
                RecordingProxy ours = new RecordingProxy(server.port())) {
            KrakenVenue venue = KrakenBench.venue(ours.address(), 10_000, clock);
            Map<ClientOrderId, Instrument> orders = placed(venue, COUNT);
            venue.cancelEach(orders, new Taking(taken));
            assertThat(taken).isEqualTo(orders.keySet());
            assertThat(cancels(ours))
                    .hasSize(COUNT / KrakenSweep.TOGETHER)
                    .allSatisfy(
                            each -> {
                                assertThat(body(each)).matches(BATCH);
                                assertThat(header(each, "Content-Type")).endsWith("/json");
                            });
        }
    }

    @Test
    void shouldKnowOfNoneWhereFewerWereTakenOutThanNamed() throws IOException {
        try (StandInServer server = new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
                RecordingProxy ours = new RecordingProxy(server.port())) {
            KrakenVenue venue = KrakenBench.venue(ours.address(), 10_000, clock);
            Map<ClientOrderId, Instrument> orders = placed(venue, 3);
            orders.put(new ClientOrderId("never"), Bench.BTC);
            Set<ClientOrderId> unknown = ConcurrentHashMap.newKeySet();
            venue.cancelEach(orders, new Doubting(unknown));
            assertThat(unknown).isEqualTo(orders.keySet());
            assertThat(venue.openOrders(Bench.BTC)).isEqualTo(new OpenOrders.Listed(List.of()));
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

    private record Doubting(Set<ClientOrderId> ids) implements Cancels {

        @Override
        public void sent(ClientOrderId id) {
            assertThat(id).isNotNull();
        }

        @Override
        public void taken(ClientOrderId id) {
            throw new AssertionError(id + " taken");
        }

        @Override
        public void answered(ClientOrderId id, Cancellation answer) {
            assertThat(answer).isInstanceOf(Cancellation.Unknown.class);
            ids.add(id);
        }
    }
}
