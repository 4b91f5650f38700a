/** What the router knows of its orders: a fold over durable events. */
package io.gatehouse.adapter.liverouter.ledger;
