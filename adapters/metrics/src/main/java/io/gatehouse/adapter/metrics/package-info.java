/** Metrics of the live router, the rules that watch them, and the alerts (plan section 4). */
package io.gatehouse.adapter.metrics;
