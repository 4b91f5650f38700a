/**
 * Venues behind the XChange library, pinned to 5.2.2 for all its modules.
 *
 * <p>XChange builds, signs and reads the messages. What it is not let do is send them: its HTTP
 * layer follows redirects and repeats a request that failed half-way, and for an order that is the
 * double fill. {@link io.gatehouse.adapter.liverouter.venue.xchange.HttpWire} sends once. Start at
 * {@link io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue} or {@link
 * io.gatehouse.adapter.liverouter.venue.xchange.KrakenVenue}.
 */
package io.gatehouse.adapter.liverouter.venue.xchange;
