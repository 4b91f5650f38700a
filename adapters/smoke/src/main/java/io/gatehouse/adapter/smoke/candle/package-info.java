/**
 * Candles as the smokes need them: read strictly, aligned over instruments, or made up from a seed.
 * Start at {@link io.gatehouse.adapter.smoke.candle.CandleReader}.
 */
package io.gatehouse.adapter.smoke.candle;
