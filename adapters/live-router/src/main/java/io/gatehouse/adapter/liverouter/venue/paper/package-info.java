/**
 * A venue on paper: fills against a price feed with queue, slippage and fees, without a network.
 *
 * <p>Deterministic: the same seed, clock, feed and orders give the same fills. Start at {@link
 * io.gatehouse.adapter.liverouter.venue.paper.PaperVenue}.
 */
package io.gatehouse.adapter.liverouter.venue.paper;
