package io.gatehouse.core.definition;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a passed gate says: the status of its decision entry and the runtime flags, which are
 * outputs of the machine and never inputs (ADR 0004).
 */
public record Grant(String status, SortedMap<String, Boolean> flags) {

    /** Whether strategies may only run against a demo account. */
    public static final String REQUIRE_DEMO_MODE = "StrategyContext.require_demo_mode";

    /** Whether compliance has confirmed the runtime for live trading. */
    public static final String COMPLIANCE_CONFIRMED = "runtime.compliance_confirmed";

    public Grant {
        flags = Collections.unmodifiableSortedMap(new TreeMap<>(flags));
    }
}
