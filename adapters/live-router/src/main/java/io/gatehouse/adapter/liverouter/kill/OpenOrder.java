package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import java.util.Optional;

/**
 * An order that may rest at a venue, as the router knows it.
 *
 * @param strategy empty when nobody knows; such an order belongs to every selection by strategy,
 *     for an order that cannot be assigned is the one to be rid of
 */
public record OpenOrder(ChildOrder order, Optional<String> strategy) {}
