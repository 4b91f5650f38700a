package io.gatehouse.adapter.risklabs.compat;

import java.util.Locale;

/** The three historical scans that the existing tool calls stress tests, in its order. */
public enum CompatScenario {
    /** The deepest low below the close before; the position's size plays no part. */
    FLASH_CRASH,
    /** The share of bars with little volume; its limit is loosest for the careful profile. */
    DRY_LIQUIDITY,
    /** The widest bar: no latency is measured. */
    LATENCY_SPIKE;

    /** Its name in a report. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
