/**
 * What the gate of LIVE asks of the router: the dry run before it, arming with it, disarming after.
 *
 * <p>Start at {@link io.gatehouse.adapter.liverouter.gate.LiveRouterAction}.
 */
package io.gatehouse.adapter.liverouter.gate;
