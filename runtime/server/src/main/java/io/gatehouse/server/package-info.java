/**
 * The process that serves workspaces; start with {@link io.gatehouse.server.GatehouseServer}. What
 * others use is plain Java: Spring is an affair of this package alone.
 */
package io.gatehouse.server;
