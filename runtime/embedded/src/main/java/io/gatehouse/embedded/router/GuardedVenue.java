package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.route.RiskDirection;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A venue whose orders are looked at once more right before they are sent: a kill or a lapse that
 * came while the order's id was being made durable must still stop it. Tells of each attempt.
 *
 * <p>As thread-safe as the venue; cancels and questions pass as they are.
 */
final class GuardedVenue implements Venue {

    private final Venue venue;
    private final List<SendGuard> last;
    private final RiskDirection risk;
    private final LongSupplier nanos;
    private final Consumer<Attempt> attempts;

    /**
     * @param last asked again; each answers from memory
     */
    GuardedVenue(
            Venue venue,
            List<SendGuard> last,
            RiskDirection risk,
            LongSupplier nanos,
            Consumer<Attempt> attempts) {
        this.venue = venue;
        this.last = List.copyOf(last);
        this.risk = risk;
        this.nanos = nanos;
        this.attempts = attempts;
    }

    @Override
    public VenueId id() {
        return venue.id();
    }

    @Override
    public Outcome place(ChildOrder order) {
        boolean increases = risk.increases(order);
        for (SendGuard guard : last) {
            List<Finding> refusals = guard.refusals(order, increases);
            if (!refusals.isEmpty()) {
                // For good: no other venue may be asked for it either.
                return new Outcome.Refused(
                        Outcome.Refusal.PERMANENT, "not-sent", refusals.get(0).code());
            }
        }
        long began = nanos.getAsLong();
        Outcome outcome = venue.place(order);
        attempts.accept(new Attempt(order, outcome, nanos.getAsLong() - began));
        return outcome;
    }

    @Override
    public Cancellation cancel(ClientOrderId id, Instrument instrument) {
        return venue.cancel(id, instrument);
    }

    @Override
    public Lookup find(ClientOrderId id, Instrument instrument) {
        return venue.find(id, instrument);
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        return venue.openOrders(instrument);
    }

    @Override
    public Optional<Instant> time() {
        return venue.time();
    }
}
