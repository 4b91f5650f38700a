/**
 * Whole lives of a router in virtual time: venues with books, a seeded fault script, kills, and an
 * oracle that compares what the venues did with what the router believes.
 */
package io.gatehouse.adapter.liverouter.simulation;
