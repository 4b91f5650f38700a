package io.gatehouse.adapter.liverouter.venue;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A place that takes orders.
 *
 * <p>No method throws for what a network or a venue does: every doubt is a value. None repeats a
 * request by itself. A method returns within the venue's configured timeout. Thread-safe.
 */
public interface Venue {

    VenueId id();

    /** Sends it once. */
    Outcome place(ChildOrder order);

    Cancellation cancel(ClientOrderId id, Instrument instrument);

    /**
     * How many calls of {@link #cancelEach} at once are of use; 0 where it is no more than one
     * cancel after the other.
     */
    default int cancelsTogether() {
        return 0;
    }

    /**
     * How many single cancels the venue takes in one burst; for more than that it wants to be told
     * to withdraw all, and a client that insists is shut out for minutes.
     */
    default int cancelBurst() {
        return Integer.MAX_VALUE;
    }

    /**
     * Withdraws these orders and no other, each in a request of its own; where the venue can, none
     * waits for the answer to another. Returns when each was answered, or the venue has been silent
     * for its timeout. Each call has a connection of its own.
     */
    default void cancelEach(Map<ClientOrderId, Instrument> orders, Cancels told) {
        orders.forEach(
                (id, instrument) -> {
                    told.sent(id);
                    told.answered(id, cancel(id, instrument));
                });
    }

    /**
     * Withdraws all that rests in these instruments by requests that name no order, if all of it is
     * ours. The venue is asked first: where an order of others rests, or the question is not
     * answered, nothing is withdrawn. At a venue whose request knows no instruments it is
     * everything of the account, and then all of that must be ours.
     *
     * @param sent run when the requests were handed to the connection; not run when they were not
     */
    default Withdrawal cancelAll(
            Set<Instrument> instruments, Predicate<ClientOrderId> own, Runnable sent) {
        return new Withdrawal.NotSent("not offered");
    }

    Lookup find(ClientOrderId id, Instrument instrument);

    OpenOrders openOrders(Instrument instrument);

    /** The venue's clock, or empty when it does not answer. */
    Optional<Instant> time();
}
