package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.Instrument;

/**
 * Port: what an instrument is worth now, by a source other than the strategy that orders.
 *
 * <p>Asked on the path of every order, so an answer allocates nothing. Thread-safe.
 */
public interface ReferencePrices {

    /** No price is known. */
    long NONE = 0;

    /**
     * How old the price is, in nanoseconds of the monotonic clock; negative when there is none. To
     * be asked before {@link #price}: a price that arrives in between is then younger than said,
     * never older.
     */
    long ageNanos(Instrument instrument);

    /**
     * The price in the instrument's scale when it is at most so old; else {@link #NONE}.
     *
     * @param oldestNanos greatest age that is believed
     */
    default long priceWithin(Instrument instrument, long oldestNanos) {
        long age = ageNanos(instrument);
        return age < 0 || age > oldestNanos ? NONE : price(instrument);
    }

    /** The price in the instrument's scale, positive, or {@link #NONE}. */
    long price(Instrument instrument);
}
