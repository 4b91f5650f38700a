/**
 * Whether the router may route live: armed by the gate, and holding a lease that is still running;
 * start with {@link io.gatehouse.adapter.liverouter.lease.LeaseGuard}.
 */
package io.gatehouse.adapter.liverouter.lease;
