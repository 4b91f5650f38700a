/**
 * Runs strategies over candles and looks for what makes a backtest worthless. Start at {@link
 * io.gatehouse.adapter.smoke.run.StrategySmoke}.
 */
package io.gatehouse.adapter.smoke.run;
