package io.gatehouse.adapter.liverouter.kill;

import java.util.List;

/**
 * Port: what the router has reserved and not seen the end of, read without its queue or lock.
 *
 * <p>Orders that are being sent right now are among them. Called from several threads; may throw,
 * then the kill goes by what the venues list.
 */
@FunctionalInterface
public interface OpenOrderSnapshot {

    List<OpenOrder> openOrders();
}
