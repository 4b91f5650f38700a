package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;

/** Reference prices that are young enough to decide by. */
public final class FreshReference {

    private final ReferencePrices prices;
    private final Duration oldest;
    private final long oldestNanos;

    /**
     * @param oldest greatest age of a price that is believed; positive
     */
    public FreshReference(ReferencePrices prices, Duration oldest) {
        if (oldest.isZero() || oldest.isNegative()) {
            throw new IllegalArgumentException("the age of a price has a limit above zero");
        }
        this.prices = prices;
        this.oldest = oldest;
        this.oldestNanos = oldest.toNanos();
    }

    /** The price in the instrument's scale, or 0 when there is none or it is too old. */
    long of(Instrument instrument) {
        return Math.max(0, prices.priceWithin(instrument, oldestNanos));
    }

    /**
     * The most that an order can be worth per unit, as far as can be told: a purchase its limit; a
     * sale the reference if that is higher, since it may fill there; a market order the reference.
     * 0 when the reference is needed and missing.
     */
    long worth(ChildOrder order) {
        if (order.type() != OrderType.MARKET && order.side() == Side.BUY) {
            return order.limitPrice();
        }
        long reference = of(order.instrument());
        return reference == 0 ? 0 : Math.max(reference, order.limitPrice());
    }

    Finding missing(ChildOrder order) {
        long age = prices.ageNanos(order.instrument());
        return PreTradeFindings.reference(
                order,
                "a reference price of at most " + oldest,
                age < 0 ? "none" : "one of " + Duration.ofNanos(age));
    }
}
