/** The port to a venue, and what a venue can answer. */
package io.gatehouse.adapter.liverouter.venue;
