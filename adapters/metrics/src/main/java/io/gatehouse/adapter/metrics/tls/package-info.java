/**
 * Certificate and key of the metrics endpoint, judged before anything listens; start at {@link
 * io.gatehouse.adapter.metrics.tls.TlsMaterial}.
 */
package io.gatehouse.adapter.metrics.tls;
