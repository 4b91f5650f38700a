/**
 * Gatehouse under load, its micro-benchmarks and the harness; start with {@link
 * io.gatehouse.bench.load.Bench}.
 */
package io.gatehouse.bench.load;
