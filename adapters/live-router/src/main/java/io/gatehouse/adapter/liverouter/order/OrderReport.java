package io.gatehouse.adapter.liverouter.order;

/**
 * A venue's word on one order, at one time.
 *
 * @param venueOrderId the venue's own name for it
 * @param quantity what was ordered, scaled
 * @param filled what has been filled so far, scaled, cumulative: it never falls
 * @param filledNotional value of the fills, in units of a notional, cumulative
 */
public record OrderReport(
        ClientOrderId id,
        String venueOrderId,
        OrderStatus status,
        long quantity,
        long filled,
        long filledNotional) {

    public OrderReport {
        if (quantity <= 0 || filled < 0 || filledNotional < 0) {
            throw new IllegalArgumentException("an order report counts from nothing upwards");
        }
    }
}
