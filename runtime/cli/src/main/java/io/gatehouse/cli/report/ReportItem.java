package io.gatehouse.cli.report;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * One thing that was looked at: a rule, a line of a log, a file, a part of the workspace.
 *
 * @param group what it belongs to, such as the step of a rule; empty where there is no grouping
 * @param detail one sentence for people; empty where name and findings say it all
 */
public record ReportItem(
        String group, String name, Standing standing, String detail, List<Finding> findings) {

    public ReportItem {
        findings = List.copyOf(findings);
    }

    /** The name with its group before it. */
    public String fullName() {
        return group.isEmpty() ? name : group + "/" + name;
    }
}
