/**
 * Where orders go and what is done about each answer; start at {@link
 * io.gatehouse.adapter.liverouter.route.Router}.
 *
 * <p>Nothing is sent before its id is durable, nothing is sent twice, and nothing else is sent for
 * an order while a venue may hold a part of it that is not known.
 */
package io.gatehouse.adapter.liverouter.route;
