/** The comparison with Flowable; see {@link io.gatehouse.bench.flowable.FlowableLoad}. */
package io.gatehouse.bench.flowable;
