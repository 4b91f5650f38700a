package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.util.List;

/** Port: whether a document lifts a latch. */
@FunctionalInterface
public interface ReenableCheck {

    /**
     * Why it does not; empty when it does. Never throws for what the document holds.
     *
     * @param number of the latch
     * @param latch digest of the latch's file
     * @param at when it was handed in
     */
    List<Finding> refusals(JsonObject document, int number, Digest latch, Instant at);
}
