package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A venue with its rate limit and its breaker. For one thread.
 *
 * <p>An exception from a venue's code says no more about the order than a lost connection does: it
 * becomes a doubt.
 */
final class Lane {

    private final Venue venue;
    private final VenueRules rules;
    private final LongSupplier nanos;
    private final TokenBucket bucket;
    private final Breaker breaker;

    Lane(Venue venue, VenueRules rules, LongSupplier nanos) {
        this.venue = venue;
        this.rules = rules;
        this.nanos = nanos;
        this.bucket = new TokenBucket(rules.ratePerSecond(), rules.burst(), nanos.getAsLong());
        this.breaker = new Breaker(rules.breakerFailures(), rules.breakerOpen().toNanos());
    }

    VenueId id() {
        return venue.id();
    }

    VenueRules rules() {
        return rules;
    }

    Breaker.State breaker() {
        return breaker.state();
    }

    /** Why nothing can be sent there now. */
    Optional<Finding> closed(String parent) {
        long now = nanos.getAsLong();
        if (!breaker.allows(now)) {
            return Optional.of(
                    RouteCode.BREAKER_OPEN.at(parent, id() + " answering", "left alone"));
        }
        return bucket.available(now)
                ? Optional.empty()
                : Optional.of(
                        RouteCode.RATE_LIMITED.at(
                                parent, rules.ratePerSecond() + " per second to " + id(), "more"));
    }

    /** Why the venue would not take such an order, by its own steps and bounds. */
    Optional<Finding> unfit(ParentOrder order, Instrument there, long quantity) {
        Instrument own = order.instrument();
        if (there.priceScale() != own.priceScale()
                || there.quantityScale() != own.quantityScale()) {
            return Optional.of(
                    RouteCode.SCALE_DIFFERS.at(
                            order.id(), own.symbol() + " in the same units", id().value()));
        }
        if (!there.onLot(quantity)) {
            return fault(RouteCode.LOT, order, there.lot(), quantity);
        }
        if (quantity > there.maximumQuantity()) {
            return fault(RouteCode.QUANTITY, order, there.maximumQuantity(), quantity);
        }
        if (order.type() == OrderType.MARKET) {
            return Optional.empty();
        }
        if (!there.onTick(order.limitPrice())) {
            return fault(RouteCode.TICK, order, there.tick(), order.limitPrice());
        }
        long high = Math.multiplyHigh(order.limitPrice(), quantity);
        long notional = order.limitPrice() * quantity;
        if (high != 0 || notional < 0) {
            // A value that does not fit a number cannot be compared with any limit.
            return fault(RouteCode.QUANTITY, order, there.maximumQuantity(), quantity);
        }
        return notional < there.minimumNotional()
                ? fault(RouteCode.NOTIONAL, order, there.minimumNotional(), notional)
                : Optional.empty();
    }

    private Optional<Finding> fault(
            RouteCode code, ParentOrder order, long expected, long observed) {
        return Optional.of(code.at(order.id(), id() + ": " + expected, Long.toString(observed)));
    }

    /** An order is about to be sent: it counts at once, whatever is answered. */
    void reserved() {
        bucket.take(nanos.getAsLong());
        breaker.sending();
    }

    /** One that was reserved is not sent after all. */
    void notSent() {
        breaker.notSent();
    }

    /** Sends it, once. */
    Outcome place(ChildOrder order) {
        Outcome outcome;
        try {
            outcome = venue.place(order);
        } catch (RuntimeException e) {
            outcome = new Outcome.Unknown(Outcome.Doubt.DISCONNECTED, thrown(e));
        }
        if (outcome instanceof Outcome.Unknown
                || (outcome instanceof Outcome.Refused refused
                        && refused.refusal() == Outcome.Refusal.TRANSIENT)) {
            breaker.failed(nanos.getAsLong());
        } else {
            breaker.answered();
        }
        return outcome;
    }

    Lookup find(ChildOrder order) {
        return find(order.id(), order.instrument());
    }

    Lookup find(ClientOrderId id, Instrument instrument) {
        try {
            return venue.find(id, instrument);
        } catch (RuntimeException e) {
            return new Lookup.Unknown(Outcome.Doubt.DISCONNECTED, thrown(e));
        }
    }

    Cancellation cancel(ChildOrder order) {
        try {
            return venue.cancel(order.id(), order.instrument());
        } catch (RuntimeException e) {
            return new Cancellation.Unknown(Outcome.Doubt.DISCONNECTED, thrown(e));
        }
    }

    OpenOrders openOrders(Instrument instrument) {
        try {
            return venue.openOrders(instrument);
        } catch (RuntimeException e) {
            return new OpenOrders.Unknown(Outcome.Doubt.DISCONNECTED, thrown(e));
        }
    }

    /**
     * Whether "no such order" can no longer change: the venue's clock is past the order's validity,
     * so a message still on its way will be refused. Earlier, it may arrive after the answer.
     */
    boolean proves(ChildOrder order, Instant venueTime) {
        return venueTime.isAfter(order.validUntil().plus(rules.absenceMargin()));
    }

    /** The class alone: a message may hold what was sent, signatures included. */
    private static String thrown(RuntimeException e) {
        return e.getClass().getSimpleName();
    }
}
