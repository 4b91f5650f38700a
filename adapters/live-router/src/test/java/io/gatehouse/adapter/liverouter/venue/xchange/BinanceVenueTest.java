package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BinanceVenueTest extends VenueContract {

    @Override
    Venue venue(long timeoutMillis) {
        return venue(timeoutMillis, Bench.credentials());
    }

    private BinanceVenue venue(long timeout, VenueCredentials credentials) {
        return new BinanceVenue(Bench.settings(address(), timeout), credentials, clock, Egress.ANY);
    }

    @Override
    String notOpen() {
        return "-2011";
    }

    @Override
    Map<FaultKind, Outcome.Doubt> ownDoubts() {
        return Map.of(
                FaultKind.ERROR_AFTER, Outcome.Doubt.SERVER_ERROR,
                FaultKind.MAINTENANCE, Outcome.Doubt.SERVER_ERROR);
    }

    @Override
    List<String> questions() {
        return List.of("find", "time");
    }

    @Test
    void shouldReportFillsAndTheirValueExactly() {
        OrderReport bought =
                accepted(
                        venue.place(
                                Bench.order(
                                        clock,
                                        "m-1",
                                        Side.BUY,
                                        OrderType.MARKET,
                                        0,
                                        1_234,
                                        5_000)));
        assertThat(bought.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(bought.filledNotional())
                .isEqualTo(truth.orders().get(0).integer("notional").orElseThrow());
        OrderReport now =
                accepted(
                        venue.place(
                                Bench.order(
                                        clock,
                                        "i-1",
                                        OrderType.IMMEDIATE_OR_CANCEL,
                                        5_000_000,
                                        5_000)));
        assertThat(now.status()).isEqualTo(OrderStatus.EXPIRED);
        assertThat(now.filled()).isZero();
    }

    @Test
    void shouldTellPermanentFromTransientRefusals() {
        assertThat(
                        refused(
                                venue.place(
                                        Bench.order(
                                                clock,
                                                "n",
                                                Side.BUY,
                                                OrderType.LIMIT,
                                                1,
                                                1,
                                                5_000))))
                .returns(Outcome.Refusal.PERMANENT, Outcome.Refused::refusal)
                .returns("-1013", Outcome.Refused::code);
        truth.balance("USDT", 0);
        assertThat(refused(venue.place(Bench.order(clock, "b", OrderType.LIMIT, 5_900_000, 5_000))))
                .returns(Outcome.Refusal.TRANSIENT, Outcome.Refused::refusal)
                .returns("-2010", Outcome.Refused::code);
        truth.trading(false);
        assertThat(refused(venue.place(Bench.order(clock, "p", OrderType.LIMIT, 5_900_000, 5_000))))
                .returns(Outcome.Refusal.PERMANENT, Outcome.Refused::refusal);
        VenueCredentials wrong = new VenueCredentials("no-such-key", "no-such-code");
        assertThat(
                        refused(
                                venue(2_000, wrong)
                                        .place(
                                                Bench.order(
                                                        clock,
                                                        "k",
                                                        OrderType.LIMIT,
                                                        5_900_000,
                                                        5_000))))
                .returns("-2015", Outcome.Refused::code);
        assertThat(truth.orders()).isEmpty();
    }

    @Test
    void shouldNotReadASecondAcknowledgementAsTheNextAnswer() {
        truth.script(FaultScript.always(FaultKind.DUPLICATE_ACK, "place", 0));
        Set<ClientOrderId> doubted = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ChildOrder order = Bench.order(clock, "d-" + i, OrderType.LIMIT, LOW, 5_000);
            // the one before it may lie on the connection still: then it is about another order
            Outcome outcome = venue.place(order);
            if (outcome instanceof Outcome.Accepted accepted) {
                assertThat(accepted.report().id()).isEqualTo(order.id());
            } else {
                assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
                doubted.add(order.id());
            }
            // after such a doubt the order may not have been processed yet: absent, and no proof
            if (venue.find(order.id(), Bench.BTC) instanceof Lookup.Absent absent) {
                assertThat(doubted).contains(order.id());
                assertThat(absent.venueTime()).isBefore(order.validUntil());
            }
        }
        assertThat(doubted).hasSizeLessThan(50);
        // none may be taken any more; a request on a connection given up may never have been read
        clock.advance(6_000);
        truth.skew(6_000);
        Set<ClientOrderId> taken = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            ClientOrderId id = new ClientOrderId("d-" + i);
            Lookup lookup = venue.find(id, Bench.BTC);
            if (lookup instanceof Lookup.Found found) {
                assertThat(found.report().id()).isEqualTo(id);
                taken.add(id);
            } else {
                assertThat(lookup).isInstanceOf(Lookup.Absent.class);
                assertThat(doubted).contains(id);
            }
        }
        assertThat(truth.orders()).hasSize(taken.size());
    }

    @Test
    void shouldNotSendWhatIsTooLate() {
        Outcome late = venue.place(Bench.order(clock, "l", OrderType.LIMIT, 5_900_000, -1));
        assertThat(refused(late).code()).isEqualTo("not-sent");
        assertThat(truth.seen("place")).isZero();
    }

    @Test
    void shouldMakeTheVenueRefuseWhatArrivesTooLate() {
        truth.skew(2_000);
        Outcome outcome = venue.place(Bench.order(clock, "s", OrderType.LIMIT, 5_900_000, 1_000));
        assertThat(refused(outcome).code()).isEqualTo("-1021");
        Lookup.Absent absent = (Lookup.Absent) venue.find(new ClientOrderId("s"), Bench.BTC);
        assertThat(absent.venueTime()).isAfter(clock.instant().plusMillis(1_000));
    }

    @Test
    void shouldAskXchangesOwnQuestionAndGetTheWrongAnswer() throws java.io.IOException {
        // the reason why no order id is sent: an order that is there is denied
        accepted(venue.place(Bench.order(clock, "there", OrderType.LIMIT, 5_900_000, 5_000)));
        var specification =
                new org.knowm.xchange.ExchangeSpecification(
                        org.knowm.xchange.binance.BinanceExchange.class);
        specification.setSslUri("http://127.0.0.1:" + server.port());
        var xchange =
                org.knowm.xchange.client.ExchangeRestProxyBuilder.forInterface(
                                org.knowm.xchange.binance.BinanceAuthenticated.class, specification)
                        .build();
        assertThatThrownBy(
                        () ->
                                xchange.orderStatus(
                                        "BTCUSDT",
                                        0,
                                        "there",
                                        5_000L,
                                        clock::millis,
                                        StandInServer.API_KEY,
                                        org.knowm.xchange.binance.service.BinanceHmacDigest
                                                .createInstance(StandInServer.API_SECRET)))
                .hasMessageContaining("Order does not exist");
        assertThat(venue.find(new ClientOrderId("there"), Bench.BTC))
                .isInstanceOf(Lookup.Found.class);
    }

    @Test
    void shouldHideCredentialsAndRefuseClearText() {
        assertThat(Bench.credentials().toString()).doesNotContain("stand-in");
        assertThatThrownBy(() -> new VenueCredentials("a b", "c")).hasMessageNotContaining("a b");
        assertThatThrownBy(() -> Bench.settings(URI.create("http://example.org"), 10))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
