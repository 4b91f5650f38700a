package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.Optional;

/** Makes child orders that their venue takes, each under an id never used before. One thread. */
final class ChildFactory {

    private final Instruments instruments;
    private final String idStart;
    private long lastNumber;

    ChildFactory(RouterSetup setup, long lastNumber) {
        this.instruments = setup.instruments();
        this.idStart = setup.prefix() + "-";
        this.lastNumber = lastNumber;
    }

    /** The order's symbol as the venue trades it. */
    Optional<Instrument> there(ParentOrder order, Lane lane) {
        return instruments.at(lane.id(), order.instrument().symbol());
    }

    /** Why the venue cannot have the order now; nothing is sent to find out. */
    Optional<Finding> unfit(
            ParentOrder order, Optional<ParentEntry> taken, Lane lane, Optional<Instrument> there) {
        if (there.isEmpty()) {
            return Optional.of(
                    RouteCode.INSTRUMENT_UNKNOWN.at(
                            order.id(),
                            order.instrument().symbol() + " at " + lane.id(),
                            "not known"));
        }
        Optional<Finding> unfit =
                lane.unfit(order, there.get(), quantity(order, taken, there.get()));
        return unfit.isPresent() ? unfit : lane.closed(order.id());
    }

    /** The child for a venue that can have it. */
    ChildOrder make(
            ParentOrder order,
            Optional<ParentEntry> taken,
            Lane lane,
            Instrument there,
            Instant now) {
        return new ChildOrder(
                new ClientOrderId(idStart + ++lastNumber),
                order.id(),
                lane.id(),
                there,
                order.side(),
                order.type(),
                quantity(order, taken, there),
                order.limitPrice(),
                order.reduceOnly(),
                now.plus(lane.rules().messageValidity()));
    }

    /** What may be sent; a remainder is cut to the venue's lot, a whole order is not. */
    private static long quantity(ParentOrder order, Optional<ParentEntry> taken, Instrument there) {
        if (taken.isEmpty() || taken.get().filled() == 0) {
            return order.quantity();
        }
        long rest = taken.get().unassigned();
        return rest - rest % there.lot();
    }
}
