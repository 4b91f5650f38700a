package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import java.time.Instant;

/**
 * Part of an order, filled on paper.
 *
 * @param price scaled
 * @param quantity scaled
 * @param fee in units of a notional, rounded up
 * @param maker whether the order stood before what it met
 */
public record PaperFill(
        Instant at, ClientOrderId id, long price, long quantity, long fee, boolean maker) {}
