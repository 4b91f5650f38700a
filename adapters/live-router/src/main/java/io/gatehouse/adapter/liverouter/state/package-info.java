/**
 * Whether the router trades, only closes, or stands still, latched on disk; start with {@link
 * io.gatehouse.adapter.liverouter.state.TradingLatch}.
 */
package io.gatehouse.adapter.liverouter.state;
