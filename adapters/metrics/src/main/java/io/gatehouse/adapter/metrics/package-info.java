/**
 * Metrics of the live router, the rules that watch them, and the alerts (plan section 4). {@code
 * export}: what is counted and how Prometheus reads it. {@code alert}: rules evaluated each second.
 * {@code log}: the router's own signed log.
 */
package io.gatehouse.adapter.metrics;
