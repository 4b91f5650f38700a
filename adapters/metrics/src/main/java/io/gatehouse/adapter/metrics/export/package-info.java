/** What the router counts, without allocation, and how Prometheus reads it. */
package io.gatehouse.adapter.metrics.export;
