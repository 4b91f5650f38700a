package io.gatehouse.configuration.alerts;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * The alerts of a file and what was wrong with the file's form. Alerts that could be read are there
 * even if others could not.
 */
public record AlertReading(List<AlertRule> rules, List<Finding> findings) {

    public AlertReading {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }
}
