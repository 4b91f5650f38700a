package io.gatehouse.core.evidence;

import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import java.util.List;

/**
 * What the strict verification of a decision log said when the snapshot was taken.
 *
 * @param verdict PASS only when every line passed every check of {@code --strict}
 * @param lines the verified lines in order; empty unless the verdict is PASS
 */
public record LogFact(
        LogName log, Verdict verdict, List<Finding> findings, List<JsonObject> lines) {

    public LogFact {
        findings = List.copyOf(findings);
        // A history does not change, and copying it at each decision would cost its length.
        lines = lines instanceof LineHistory ? lines : List.copyOf(lines);
    }
}
