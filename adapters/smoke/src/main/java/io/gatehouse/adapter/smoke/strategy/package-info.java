/**
 * Small strategies that a smoke can run: enough to exercise what carries orders, no trading system.
 * Start at {@link io.gatehouse.adapter.smoke.strategy.Strategy}.
 */
package io.gatehouse.adapter.smoke.strategy;
