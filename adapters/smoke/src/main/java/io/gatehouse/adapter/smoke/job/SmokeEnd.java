package io.gatehouse.adapter.smoke.job;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * How a smoke ended that has a report.
 *
 * @param facts path and digest of the report and its status
 * @param findings why it did not pass; empty when it passed
 */
public record SmokeEnd(JsonObject facts, List<Finding> findings) {

    public SmokeEnd {
        findings = List.copyOf(findings);
    }

    public boolean isPassed() {
        return findings.isEmpty();
    }
}
