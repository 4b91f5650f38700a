/**
 * Risk figures, their backtests and their simulations: pure functions of arrays of doubles, equal
 * bit for bit on every Java runtime and for every number of threads.
 */
package io.gatehouse.adapter.risklabs.statistics;
