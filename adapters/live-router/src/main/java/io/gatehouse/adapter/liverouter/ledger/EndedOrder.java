package io.gatehouse.adapter.liverouter.ledger;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.VenueId;

/**
 * What stays known of a child order that ended long ago: enough to find it again at its venue, and
 * to tell whether a late word about it says what was known.
 *
 * @param state its end; never live
 * @param mark 36 bits of a hash over what was ordered and what was filled
 */
public record EndedOrder(
        ClientOrderId id, VenueId venue, Instrument instrument, ChildState state, long mark) {

    private static final long BITS = (1L << 36) - 1;

    /**
     * Whether a report tells the end that is known: same state, quantity and fill. Of 2^36 other
     * reports one is taken for it.
     */
    public boolean agrees(OrderReport report) {
        return Reports.state(report) == state && mark(report.quantity(), report.filled()) == mark;
    }

    static long mark(long quantity, long filled) {
        long hash = quantity * 0x9E3779B97F4A7C15L ^ Long.rotateLeft(filled, 32);
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return (hash ^ (hash >>> 31)) & BITS;
    }
}
