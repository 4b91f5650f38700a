/**
 * What a trading runtime asks before it runs, and goes on asking while it does; start with {@link
 * io.gatehouse.strategy.StrategyContext}.
 */
package io.gatehouse.strategy;
