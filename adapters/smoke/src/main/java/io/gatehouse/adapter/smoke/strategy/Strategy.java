package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.json.JsonObject;

/**
 * Turns candles into target weights.
 *
 * <p>A strategy is given all candles at once, as researchers write them, and must let each row rest
 * on the rows up to it alone. That is not believed but measured: the smoke runs it again over cut
 * candles. Implementations keep no state between calls and are thread-safe.
 */
public interface Strategy {

    /** Lower-case words with hyphens; names the strategy in reports. */
    String id();

    /** Rises with each change that changes targets. */
    int version();

    /** Number of leading rows whose targets mean nothing yet; at least 1. */
    int warmUp();

    /** What it was set to; its digest stands in the report. */
    JsonObject parameters();

    /** One row of targets for each row of the market. */
    Targets targets(Market market);
}
