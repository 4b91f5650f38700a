/**
 * What may forbid an order before it is sent: pre-trade controls after Delegated Regulation (EU)
 * 2017/589 (RTS 6), Article 15, as a yardstick. Start with {@link
 * io.gatehouse.adapter.liverouter.guard.PreTradeControls}.
 */
package io.gatehouse.adapter.liverouter.guard;
