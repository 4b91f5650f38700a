package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to an order, as the order journal keeps it.
 *
 * <p>The ledger is a fold over these: what a restart reads is what a crash left.
 */
public sealed interface OrderEvent {

    Instant at();

    record ParentTaken(Instant at, ParentOrder order) implements OrderEvent {}

    /**
     * @param codes finding codes of the guards or the routing that refused
     */
    record ParentRefused(Instant at, String parent, List<String> codes) implements OrderEvent {
        public ParentRefused {
            codes = List.copyOf(codes);
        }
    }

    /** The id is taken for ever. Durable before the first byte is sent. */
    record Reserved(Instant at, ChildOrder order) implements OrderEvent {}

    record Answered(Instant at, ClientOrderId id, Outcome outcome) implements OrderEvent {}

    /** A look-up, a fill or an answer to a cancel told this. */
    record Reported(Instant at, OrderReport report) implements OrderEvent {}

    /** The venue did not know it, at a time by its clock after which it can no longer arrive. */
    record ProvenAbsent(Instant at, ClientOrderId id, Instant venueTime) implements OrderEvent {}

    record CancelAsked(Instant at, ClientOrderId id) implements OrderEvent {}

    /** An order that is not ours rests at a venue: reported, never adopted, never cancelled. */
    record ForeignSeen(Instant at, VenueId venue, String venueOrderId) implements OrderEvent {}

    /** A fact that cannot be: more filled than ordered, a fill that shrank, an unknown fill. */
    record Contradiction(Instant at, ClientOrderId id, String code, String detail)
            implements OrderEvent {}
}
