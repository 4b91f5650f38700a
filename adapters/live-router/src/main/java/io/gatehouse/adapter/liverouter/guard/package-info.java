/** What may forbid an order before it is sent. */
package io.gatehouse.adapter.liverouter.guard;
