package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A router between the clients of two exchanges, each at a stand-in of its own. */
class TwoVenuesTest {

    private static final Instrument BTC = Listing.usual().get(0).instrument();

    private final StandInServer kraken =
            new StandInServer(0, 7, Listing.usual(), Clock.systemUTC());
    private final StandInServer binance =
            new StandInServer(0, 8, Listing.usual(), Clock.systemUTC());
    private final StandInTruth there = StandInTruth.of(kraken);
    private final StandInTruth elsewhere = StandInTruth.of(binance);
    private final TestBench bench = new TestBench();

    @AfterEach
    void close() {
        kraken.close();
        binance.close();
    }

    private static VenueSettings settings(VenueId id, StandInServer server) {
        return new VenueSettings(
                id,
                URI.create("http://127.0.0.1:" + server.port()),
                Duration.ofSeconds(2),
                Map.of());
    }

    private Router router() {
        bench.budget = Duration.ofSeconds(30);
        bench.instruments.replaceAll((id, old) -> BTC);
        VenueRules usual = VenueRules.DEFAULT;
        bench.rules.put(
                Orders.FIRST,
                new VenueRules(
                        usual.ratePerSecond(),
                        usual.burst(),
                        usual.breakerFailures(),
                        usual.breakerOpen(),
                        Duration.ofSeconds(5),
                        usual.absenceMargin()));
        RouterSetup setup = bench.setup("g");
        return Router.resume(
                new RouterSetup(
                        setup.plan(),
                        List.of(
                                new KrakenVenue(
                                        settings(Orders.FIRST, kraken),
                                        new VenueCredentials(
                                                StandInServer.API_KEY, StandInServer.KRAKEN_SECRET),
                                        Clock.systemUTC(),
                                        Egress.ANY),
                                new BinanceVenue(
                                        settings(Orders.SECOND, binance),
                                        new VenueCredentials(
                                                StandInServer.API_KEY, StandInServer.API_SECRET),
                                        Clock.systemUTC(),
                                        Egress.ANY),
                                bench.third),
                        setup.instruments(),
                        setup.guards(),
                        setup.journal(),
                        setup.halt(),
                        setup.risk(),
                        Instant::now,
                        System::nanoTime,
                        setup.prefix(),
                        setup.directory()),
                List.of());
    }

    private static ParentOrder parent() {
        return new ParentOrder(
                "p",
                BTC,
                "balanced",
                "trend",
                Side.BUY,
                OrderType.IMMEDIATE_OR_CANCEL,
                1_000,
                6_100_000,
                false);
    }

    @Test
    void shouldStayAtTheFirstVenueWhenItTakesTheOrder() {
        assertThat(router().submit(parent()))
                .isEqualTo(new Submission.Done("p", 1_000, 1_000, List.of()));
        assertThat(there.orders()).hasSize(1);
        assertThat(elsewhere.seen("place")).isZero();
    }

    @Test
    void shouldAskTheOtherExchangeAfterADefinitiveRefusalOfTheFirst() {
        there.script(FaultScript.always(FaultKind.REJECT_BALANCE, "place", 0));
        assertThat(router().submit(parent()))
                .isEqualTo(new Submission.Done("p", 1_000, 1_000, List.of()));
        assertThat(there.orders()).isEmpty();
        assertThat(there.seen("place")).isEqualTo(1);
        assertThat(elsewhere.orders()).hasSize(1);
    }

    @Test
    void shouldFindTheOrderAndAskNobodyElseWhenTheAcknowledgementIsLost() {
        there.script(FaultScript.always(FaultKind.RESET_AFTER, "place", 0));
        assertThat(router().submit(parent()))
                .isEqualTo(new Submission.Done("p", 1_000, 1_000, List.of()));
        assertThat(there.orders()).hasSize(1);
        assertThat(elsewhere.seen("place")).isZero();
    }

    @Test
    void shouldAskNobodyElseWhileAnUnavailableVenueMayHaveTheOrder() {
        there.script(FaultScript.always(FaultKind.MAINTENANCE, "place", 0));
        assertThat(router().submit(parent())).isInstanceOf(Submission.Pending.class);
        assertThat(elsewhere.seen("place")).isZero();
    }
}
