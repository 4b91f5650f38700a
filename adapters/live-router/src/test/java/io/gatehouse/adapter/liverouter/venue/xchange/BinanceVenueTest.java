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
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BinanceVenueTest {

    private final SkewedClock clock = new SkewedClock();
    private final StandInServer server =
            new StandInServer(0, 7, Listing.usual(), java.time.Clock.systemUTC());
    private final StandInTruth truth = StandInTruth.of(server);
    private final BinanceVenue venue = venue(2_000, Bench.credentials());

    private BinanceVenue venue(long timeout, VenueCredentials credentials) {
        return new BinanceVenue(
                Bench.settings(URI.create("http://127.0.0.1:" + server.port()), timeout),
                credentials,
                clock,
                Egress.ANY);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static OrderReport accepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).report();
    }

    private static Outcome.Refused refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    @Test
    void shouldPlaceFindListAndCancel() {
        ChildOrder order = Bench.order(clock, "own-1", OrderType.LIMIT, 5_900_000, 5_000);
        OrderReport placed = accepted(venue.place(order));
        assertThat(placed.status()).isEqualTo(OrderStatus.OPEN);
        assertThat(venue.find(order.id(), Bench.BTC)).isEqualTo(new Lookup.Found(placed));
        assertThat(((OpenOrders.Listed) venue.openOrders(Bench.BTC)).orders())
                .containsExactly(placed);
        Cancellation gone = venue.cancel(order.id(), Bench.BTC);
        assertThat(((Cancellation.Done) gone).report().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.cancel(order.id(), Bench.BTC))
                .isEqualTo(new Cancellation.NotOpen("-2011"));
        assertThat(venue.time()).isPresent();
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
    void shouldNotTakeADuplicateForARefusal() {
        ChildOrder order = Bench.order(clock, "dup-1", OrderType.LIMIT, 5_900_000, 5_000);
        accepted(venue.place(order));
        assertThat(venue.place(order)).isInstanceOf(Outcome.Unknown.class);
        assertThat(truth.orders()).hasSize(1);
    }

    @Test
    void shouldGiveEachFaultItsOutcomeInOneRequest() {
        Map<FaultKind, Outcome.Doubt> doubts = new EnumMap<>(FaultKind.class);
        doubts.put(FaultKind.TIMEOUT_BEFORE, Outcome.Doubt.TIMEOUT);
        doubts.put(FaultKind.TIMEOUT_AFTER, Outcome.Doubt.TIMEOUT);
        doubts.put(FaultKind.LATE, Outcome.Doubt.TIMEOUT);
        doubts.put(FaultKind.DROPPED_ACK, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.ERROR_BEFORE, Outcome.Doubt.SERVER_ERROR);
        doubts.put(FaultKind.ERROR_AFTER, Outcome.Doubt.SERVER_ERROR);
        doubts.put(FaultKind.RESET_BEFORE, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.RESET_AFTER, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.GARBAGE_BEFORE, Outcome.Doubt.UNREADABLE);
        doubts.put(FaultKind.GARBAGE_AFTER, Outcome.Doubt.UNREADABLE);
        doubts.put(FaultKind.TRUNCATED_ACK, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.MAINTENANCE, Outcome.Doubt.SERVER_ERROR);
        venue.time();
        BinanceVenue hasty = venue(300, Bench.credentials());
        doubts.forEach(
                (kind, doubt) -> {
                    truth.script(FaultScript.always(kind, "place", 500));
                    long before = truth.seen("place");
                    Outcome outcome =
                            hasty.place(
                                    Bench.order(
                                            clock,
                                            "f-" + kind.text(),
                                            OrderType.LIMIT,
                                            5_900_000,
                                            5_000));
                    assertThat(outcome).as(kind.text()).isInstanceOf(Outcome.Unknown.class);
                    assertThat(((Outcome.Unknown) outcome).doubt())
                            .as(kind.text())
                            .isEqualTo(doubt);
                    assertThat(truth.seen("place") - before).as(kind.text()).isEqualTo(1);
                });
        for (FaultKind kind : new FaultKind[] {FaultKind.RATE_LIMIT, FaultKind.BANNED}) {
            truth.script(FaultScript.always(kind, "place", 0));
            assertThat(refused(hasty.place(Bench.order(clock, "r", OrderType.LIMIT, 1, 5_000))))
                    .returns(Outcome.Refusal.TRANSIENT, Outcome.Refused::refusal);
        }
    }

    @Test
    void shouldNotReadASecondAcknowledgementAsTheNextAnswer() {
        truth.script(FaultScript.always(FaultKind.DUPLICATE_ACK, "place", 0));
        int doubts = 0;
        for (int i = 0; i < 50; i++) {
            ChildOrder order = Bench.order(clock, "d-" + i, OrderType.LIMIT, 5_900_000, 5_000);
            // the one before it may lie on the connection still: then it is about another order
            Outcome outcome = venue.place(order);
            if (outcome instanceof Outcome.Accepted accepted) {
                assertThat(accepted.report().id()).isEqualTo(order.id());
            } else {
                assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
                doubts++;
            }
            // after such a doubt the order may not have been processed yet: absent, and no proof
            if (venue.find(order.id(), Bench.BTC) instanceof Lookup.Absent absent) {
                assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
                assertThat(absent.venueTime()).isBefore(order.validUntil());
            }
        }
        for (int i = 0; i < 50; i++) {
            ClientOrderId id = new ClientOrderId("d-" + i);
            assertThat(venue.find(id, Bench.BTC))
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found -> assertThat(found.report().id()).isEqualTo(id));
        }
        assertThat(doubts).isLessThan(50);
        assertThat(truth.orders()).hasSize(50);
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
    void shouldKnowNothingWhereNobodyAnswers() {
        server.close();
        assertThat(venue.time()).isEmpty();
        assertThat(venue.place(Bench.order(clock, "x", OrderType.LIMIT, 5_900_000, 5_000)))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(venue.find(new ClientOrderId("x"), Bench.BTC))
                .isInstanceOf(Lookup.Unknown.class);
        assertThat(venue.cancel(new ClientOrderId("x"), Bench.BTC))
                .isInstanceOf(Cancellation.Unknown.class);
        assertThat(venue.openOrders(Bench.BTC)).isInstanceOf(OpenOrders.Unknown.class);
    }

    @Test
    void shouldFindNothingWhenTheLookUpIsDisturbed() {
        for (FaultKind kind :
                new FaultKind[] {
                    FaultKind.ERROR_BEFORE, FaultKind.GARBAGE_BEFORE, FaultKind.RESET_BEFORE
                }) {
            for (String operation : new String[] {"find", "time"}) {
                truth.script(FaultScript.always(kind, operation, 0));
                assertThat(venue.find(new ClientOrderId("q"), Bench.BTC))
                        .as(kind + " " + operation)
                        .isInstanceOf(Lookup.Unknown.class);
            }
        }
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
