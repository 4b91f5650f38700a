package io.gatehouse.adapter.smoke.paper;

/**
 * An order of the paper runtime.
 *
 * @param signalled time of the candle that decided, in milliseconds
 * @param quantity above zero, scaled
 */
public record PaperOrder(
        String id,
        String strategy,
        String instrument,
        long signalled,
        boolean buy,
        long quantity) {}
