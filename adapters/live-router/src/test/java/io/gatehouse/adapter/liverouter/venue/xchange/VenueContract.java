package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.Listing;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every venue over HTTP must hold to, at a stand-in in its shape. */
abstract class VenueContract {

    static final long LOW = 5_900_000;

    final SkewedClock clock = new SkewedClock();
    final StandInServer server =
            new StandInServer(0, 7, Listing.usual(), java.time.Clock.systemUTC());
    final StandInTruth truth = StandInTruth.of(server);
    final Venue venue = venue(2_000);

    /** A client of that stand-in; called before the fields of a subclass are there. */
    abstract Venue venue(long timeoutMillis);

    /** The venue's code for an order that is not open. */
    abstract String notOpen();

    /** What a failure within the venue, a pause of it and a late message are, in its words. */
    abstract Map<FaultKind, Outcome.Doubt> ownDoubts();

    URI address() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void close() {
        server.close();
    }

    ChildOrder limit(String id) {
        return Bench.order(clock, id, OrderType.LIMIT, LOW, 5_000);
    }

    static OrderReport accepted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).report();
    }

    static Outcome.Refused refused(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return (Outcome.Refused) outcome;
    }

    @Test
    void shouldPlaceFindListAndCancel() {
        ChildOrder order = limit("own-1");
        OrderReport placed = accepted(venue.place(order));
        assertThat(placed.status()).isEqualTo(OrderStatus.OPEN);
        assertThat(venue.find(order.id(), Bench.BTC)).isEqualTo(new Lookup.Found(placed));
        assertThat(((OpenOrders.Listed) venue.openOrders(Bench.BTC)).orders())
                .containsExactly(placed);
        assertThat(venue.openOrders(Listing.usual().get(1).instrument()))
                .isEqualTo(new OpenOrders.Listed(List.of()));
        Cancellation gone = venue.cancel(order.id(), Bench.BTC);
        assertThat(((Cancellation.Done) gone).report().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(venue.cancel(order.id(), Bench.BTC))
                .isEqualTo(new Cancellation.NotOpen(notOpen()));
        assertThat(venue.time()).isPresent();
    }

    @Test
    void shouldNotTakeADuplicateForARefusal() {
        ChildOrder order = limit("dup-1");
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
        doubts.put(FaultKind.RESET_BEFORE, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.RESET_AFTER, Outcome.Doubt.DISCONNECTED);
        doubts.put(FaultKind.GARBAGE_BEFORE, Outcome.Doubt.UNREADABLE);
        doubts.put(FaultKind.GARBAGE_AFTER, Outcome.Doubt.UNREADABLE);
        doubts.put(FaultKind.TRUNCATED_ACK, Outcome.Doubt.DISCONNECTED);
        doubts.putAll(ownDoubts());
        Venue hasty = venue(300);
        // the first connection and what it loads are no part of that time
        venue.time();
        accepted(hasty.place(limit("warm")));
        doubts.forEach(
                (kind, doubt) -> {
                    truth.script(FaultScript.always(kind, "place", 500));
                    long before = truth.seen("place");
                    Outcome outcome = hasty.place(limit("f-" + kind.ordinal()));
                    assertThat(outcome).as(kind.text()).isInstanceOf(Outcome.Unknown.class);
                    assertThat(((Outcome.Unknown) outcome).doubt())
                            .as(kind.text())
                            .isEqualTo(doubt);
                    assertThat(truth.seen("place") - before).as(kind.text()).isEqualTo(1);
                });
        for (FaultKind kind : new FaultKind[] {FaultKind.RATE_LIMIT, FaultKind.BANNED}) {
            truth.script(FaultScript.always(kind, "place", 0));
            assertThat(refused(hasty.place(limit("r"))))
                    .returns(Outcome.Refusal.TRANSIENT, Outcome.Refused::refusal);
        }
    }

    @Test
    void shouldKnowNothingWhereNobodyAnswers() {
        server.close();
        assertThat(venue.time()).isEmpty();
        assertThat(venue.place(limit("x"))).isInstanceOf(Outcome.Unknown.class);
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
                    FaultKind.ERROR_BEFORE,
                    FaultKind.GARBAGE_BEFORE,
                    FaultKind.RESET_BEFORE,
                    FaultKind.RATE_LIMIT
                }) {
            for (String operation : questions()) {
                truth.script(FaultScript.always(kind, operation, 0));
                assertThat(venue.find(new ClientOrderId("q"), Bench.BTC))
                        .as(kind + " " + operation)
                        .isInstanceOf(Lookup.Unknown.class);
            }
        }
    }

    /** The operations of which a look-up is made. */
    abstract List<String> questions();
}
