/** How a load program counts; start with {@link io.gatehouse.bench.measure.LoadRun}. */
package io.gatehouse.bench.measure;
