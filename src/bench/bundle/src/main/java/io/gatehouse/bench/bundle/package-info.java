/** Throughput and memory of building and verifying a large bundle. */
package io.gatehouse.bench.bundle;
