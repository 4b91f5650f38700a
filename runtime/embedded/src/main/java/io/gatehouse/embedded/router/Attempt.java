package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;

/**
 * One order to one venue, and what came of it.
 *
 * @param nanos from sending to the answer, or to its absence
 */
record Attempt(ChildOrder order, Outcome outcome, long nanos) {}
