/**
 * Compares a paper run with the backtest over the same candles. Start at {@link
 * io.gatehouse.adapter.smoke.paper.PaperComparison}.
 */
package io.gatehouse.adapter.smoke.paper;
