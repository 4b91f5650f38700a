package io.gatehouse.adapter.smoke.run;

/**
 * A target that changed enough to be acted upon.
 *
 * @param time of the row that decided, in milliseconds
 * @param instrument venue and symbol
 * @param target new weight in millionths of the capital
 */
public record Signal(String strategy, String instrument, long time, int target) {}
