package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A router with one mistake, made by bending what it hears or keeps. */
enum Mutation {
    NONE,
    /** A timeout is taken for a refusal: the order is sent elsewhere. */
    UNKNOWN_IS_REFUSED,
    /** "No such order" is believed while the message may still be on its way. */
    ABSENCE_WITHOUT_PROOF,
    /** A look-up that fails is taken for absence. */
    SILENCE_IS_ABSENCE,
    /** An order is sent whose id is not durable. */
    NOTHING_RESERVED,
    /** Fills are not seen. */
    BLIND_TO_FILLS,
    /** A cancel that finds nothing open is taken for a cancelled order without fills. */
    NOT_OPEN_IS_UNFILLED,
    /** The adapter sends again under another id when it hears nothing. */
    RETRY_UNDER_NEW_ID;

    OrderJournal journal(OrderJournal journal) {
        return this == NOTHING_RESERVED
                ? events ->
                        journal.append(
                                events.stream()
                                        .filter(e -> !(e instanceof OrderEvent.Reserved))
                                        .toList())
                : journal;
    }

    Venue venue(Venue venue) {
        return this == NONE ? venue : new Bent(this, venue);
    }

    private record Bent(Mutation how, Venue venue) implements Venue {

        @Override
        public VenueId id() {
            return venue.id();
        }

        @Override
        public Outcome place(ChildOrder order) {
            Outcome outcome = venue.place(order);
            if (outcome instanceof Outcome.Accepted accepted) {
                return new Outcome.Accepted(bend(accepted.report()));
            }
            if (outcome instanceof Outcome.Unknown && how == UNKNOWN_IS_REFUSED) {
                return new Outcome.Refused(Outcome.Refusal.TRANSIENT, "timeout", "");
            }
            if (outcome instanceof Outcome.Unknown && how == RETRY_UNDER_NEW_ID) {
                return venue.place(renamed(order));
            }
            return outcome;
        }

        private static ChildOrder renamed(ChildOrder order) {
            return new ChildOrder(
                    new ClientOrderId(order.id() + "r"),
                    order.parent(),
                    order.venue(),
                    order.instrument(),
                    order.side(),
                    order.type(),
                    order.quantity(),
                    order.limitPrice(),
                    order.reduceOnly(),
                    order.validUntil());
        }

        @Override
        public Cancellation cancel(ClientOrderId id, Instrument instrument) {
            Cancellation cancellation = venue.cancel(id, instrument);
            if (cancellation instanceof Cancellation.Done done) {
                return new Cancellation.Done(bend(done.report()));
            }
            return cancellation instanceof Cancellation.NotOpen && how == NOT_OPEN_IS_UNFILLED
                    ? new Cancellation.Done(
                            new OrderReport(id, "?", OrderStatus.CANCELLED, 50, 0, 0))
                    : cancellation;
        }

        @Override
        public Lookup find(ClientOrderId id, Instrument instrument) {
            Lookup lookup = venue.find(id, instrument);
            if (lookup instanceof Lookup.Found found) {
                return new Lookup.Found(bend(found.report()));
            }
            boolean believed =
                    how == ABSENCE_WITHOUT_PROOF && lookup instanceof Lookup.Absent
                            || how == SILENCE_IS_ABSENCE && lookup instanceof Lookup.Unknown;
            return believed ? new Lookup.Absent(Instant.MAX.minus(Duration.ofDays(1))) : lookup;
        }

        @Override
        public OpenOrders openOrders(Instrument instrument) {
            OpenOrders open = venue.openOrders(instrument);
            return open instanceof OpenOrders.Listed listed
                    ? new OpenOrders.Listed(
                            List.copyOf(listed.orders().stream().map(this::bend).toList()))
                    : open;
        }

        @Override
        public Optional<Instant> time() {
            return venue.time();
        }

        private OrderReport bend(OrderReport report) {
            if (how != BLIND_TO_FILLS) {
                return report;
            }
            OrderStatus status =
                    report.status().terminal() ? OrderStatus.EXPIRED : OrderStatus.OPEN;
            return new OrderReport(
                    report.id(), report.venueOrderId(), status, report.quantity(), 0, 0);
        }
    }
}
