package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an operator sees of orders in doubt, orders of others and facts that cannot be. */
class MeteredTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final VenueId VENUE = new VenueId("venue_a");
    private static final String PREFIX = "Gaaaaaa";
    private static final Instrument BTC =
            new Instrument("BTCUSDT", 2, 5, 1, 1, 50_000_000, 900_000_000);

    private final FakeMetrics metrics = new FakeMetrics();
    private final List<OrderEvent> kept = new ArrayList<>();

    private static ClientOrderId id(int number) {
        return new ClientOrderId(PREFIX + "-" + number);
    }

    private static OrderEvent reserved(int number) {
        return new OrderEvent.Reserved(
                NOON,
                new ChildOrder(
                        id(number),
                        "o-" + number,
                        VENUE,
                        BTC,
                        Side.BUY,
                        OrderType.LIMIT,
                        100,
                        5_000_000,
                        false,
                        NOON.plusSeconds(5)));
    }

    private static OrderEvent unknown(int number) {
        return new OrderEvent.Answered(
                NOON, id(number), new Outcome.Unknown(Outcome.Doubt.TIMEOUT, "none"));
    }

    private static OrderReport report(ClientOrderId id, OrderStatus status) {
        return new OrderReport(id, "v-1", status, 100, 0, 0);
    }

    private int figure(String name) {
        return metrics.figures.getOrDefault(name, -1);
    }

    private MeteredJournal journal(List<OrderEvent> before) {
        return new MeteredJournal(kept::addAll, metrics, before);
    }

    @Test
    void shouldShowOrdersOfUnknownFateUntilALookUpEndsTheDoubt() {
        MeteredJournal journal = journal(List.of());
        journal.append(List.of(reserved(1), reserved(2), unknown(1)));
        journal.append(List.of(unknown(2)));
        assertThat(figure("venue_a unknown")).isEqualTo(2);

        journal.append(List.of(new OrderEvent.Reported(NOON, report(id(1), OrderStatus.OPEN))));
        assertThat(figure("venue_a unknown")).isEqualTo(1);
        journal.append(List.of(new OrderEvent.ProvenAbsent(NOON, id(2), NOON.plusSeconds(9))));

        assertThat(figure("venue_a unknown")).isZero();
        assertThat(figure("venue_a reconciled")).isEqualTo(2);
        assertThat(kept).hasSize(6);
    }

    @Test
    void shouldCountNoAnswerThatWasNeverInDoubt() {
        MeteredJournal journal = journal(List.of());
        journal.append(
                List.of(
                        reserved(1),
                        new OrderEvent.Answered(
                                NOON, id(1), new Outcome.Accepted(report(id(1), OrderStatus.OPEN))),
                        new OrderEvent.Reported(NOON, report(id(1), OrderStatus.CANCELLED))));

        assertThat(figure("venue_a reconciled")).isEqualTo(-1);
        assertThat(figure("venue_a unknown")).isLessThan(1);
    }

    @Test
    void shouldCountAnOrderThatACrashLeftUnansweredAndNoOldContradiction() {
        MeteredJournal journal =
                journal(
                        List.of(
                                reserved(1),
                                reserved(2),
                                unknown(2),
                                new OrderEvent.Contradiction(NOON, id(2), "overfill", "101")));

        assertThat(figure("venue_a unknown")).isEqualTo(2);
        assertThat(figure("venue_a contradictions")).isEqualTo(-1);
        journal.append(List.of(new OrderEvent.Contradiction(NOON, id(1), "overfill", "101")));
        journal.append(List.of(new OrderEvent.Contradiction(NOON, id(9), "unknown-order", "x")));
        assertThat(figure("venue_a contradictions")).isEqualTo(1);
        assertThat(figure("other contradictions")).isEqualTo(1);
    }

    @Test
    void shouldCountNothingThatIsNotDurable() {
        OrderJournal fails =
                events -> {
                    throw new IllegalStateException("no disk");
                };
        MeteredJournal journal = new MeteredJournal(fails, metrics, List.of(reserved(1)));
        int before = figure("venue_a unknown");

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () ->
                                journal.append(
                                        List.of(
                                                new OrderEvent.ProvenAbsent(
                                                        NOON, id(1), NOON.plusSeconds(9)))))
                .isInstanceOf(IllegalStateException.class);

        assertThat(figure("venue_a unknown")).isEqualTo(before).isEqualTo(1);
    }

    /** Lists what it is told to; has no answer to anything else. */
    private static final class Listing implements Venue {
        private Optional<List<OrderReport>> open = Optional.empty();

        @Override
        public VenueId id() {
            return VENUE;
        }

        @Override
        public Outcome place(ChildOrder order) {
            return new Outcome.Unknown(Outcome.Doubt.TIMEOUT, "none");
        }

        @Override
        public Cancellation cancel(ClientOrderId id, Instrument instrument) {
            return new Cancellation.NotOpen("not-open");
        }

        @Override
        public Lookup find(ClientOrderId id, Instrument instrument) {
            return new Lookup.Unknown(Outcome.Doubt.TIMEOUT, "none");
        }

        @Override
        public OpenOrders openOrders(Instrument instrument) {
            return open.<OpenOrders>map(OpenOrders.Listed::new)
                    .orElseGet(() -> new OpenOrders.Unknown(Outcome.Doubt.TIMEOUT, "none"));
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }
    }

    @Test
    void shouldShowOrdersOfOthersAndKeepTheFigureWhileTheVenueIsSilent() {
        Listing listing = new Listing();
        MeteredVenue venue = new MeteredVenue(listing, metrics.venue("venue_a"), PREFIX);
        listing.open =
                Optional.of(
                        List.of(
                                report(id(1), OrderStatus.OPEN),
                                report(new ClientOrderId("web_1"), OrderStatus.OPEN)));

        venue.openOrders(BTC);
        assertThat(figure("venue_a foreign")).isEqualTo(1);
        listing.open = Optional.empty();
        venue.openOrders(BTC);
        assertThat(figure("venue_a foreign")).isEqualTo(1);
        listing.open = Optional.of(List.of());
        venue.openOrders(BTC);
        assertThat(figure("venue_a foreign")).isZero();
    }

    @Test
    void shouldCountALookUpThatFailed() {
        new MeteredVenue(new Listing(), metrics.venue("venue_a"), PREFIX).find(id(1), BTC);

        assertThat(figure("venue_a reconcile-failed")).isEqualTo(1);
    }

    @Test
    void shouldTellTheQueueAndLetNothingInOnceShut() {
        Doors doors = new Doors(metrics::queueDepth);
        assertThat(doors.enter()).isTrue();
        assertThat(doors.enter()).isTrue();
        assertThat(figure("queue")).isEqualTo(2);
        doors.leave();
        doors.leave();
        assertThat(figure("queue")).isZero();

        assertThat(doors.shut(Duration.ofSeconds(1))).isTrue();
        assertThat(doors.enter()).isFalse();
        assertThat(doors.shut(Duration.ofSeconds(1))).isFalse();
    }
}
