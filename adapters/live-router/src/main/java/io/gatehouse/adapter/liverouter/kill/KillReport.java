package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a kill or a cancel came to.
 *
 * @param results one per order, by venue and id
 * @param foreign how many orders of others were seen at each venue; they were not touched
 * @param findings what a person must know: not durable, not listed, not gone
 * @param handedOver until the first cancel of every order that was known at the start had been
 *     handed to its venue; the whole time when not all were
 */
public record KillReport(
        List<CancelResult> results,
        Map<VenueId, Integer> foreign,
        List<Finding> findings,
        Duration handedOver) {

    public KillReport {
        results = List.copyOf(results);
        foreign = Map.copyOf(foreign);
        findings = List.copyOf(findings);
    }

    /** Whether every selected order is known to be gone, and nothing is left to do. */
    public boolean complete() {
        return findings.isEmpty() && results.stream().allMatch(each -> each.fate().gone());
    }
}
