package io.gatehouse.app.query;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a person should know before a signature under a proposed entry.
 *
 * @param before the last permit of the environment that the gate leads to, if there was one
 * @param lastDecision the last decision of the same log, if there was one
 * @param governance who may sign, and with which keys, at this moment
 * @param differences against that permit, by kind: configuration, definition, device, devices,
 *     limits, release; a kind without differences has an empty list
 * @param incomparable kinds that could not be compared, and why
 * @param checks what all rules say at this moment
 */
public record DecisionBrief(
        PromotionState promotion,
        GovernanceState governance,
        GateDefinition gate,
        Proposal proposal,
        Optional<PermitRecord> before,
        Optional<JsonObject> lastDecision,
        SortedMap<String, List<Difference>> differences,
        SortedMap<String, String> incomparable,
        CheckGate.Report checks) {

    public DecisionBrief {
        differences = Collections.unmodifiableSortedMap(new TreeMap<>(differences));
        incomparable = Collections.unmodifiableSortedMap(new TreeMap<>(incomparable));
    }

    /** What stands against the acceptance now. */
    public List<Finding> findings() {
        return checks.steps().stream().flatMap(s -> s.evaluation().findings().stream()).toList();
    }

    /**
     * What rules objected to and nevertheless does not count, because the rule is waived, does not
     * apply, or another alternative is met.
     */
    public List<Finding> notCounted() {
        List<Finding> counted = findings();
        return checks.steps().stream()
                .flatMap(s -> s.evaluation().results().stream())
                .map(RuleResult::findings)
                .flatMap(List::stream)
                .filter(f -> counted.stream().noneMatch(c -> isSame(c, f)))
                .toList();
    }

    private static boolean isSame(Finding one, Finding other) {
        return one.rule().equals(other.rule())
                && one.code().equals(other.code())
                && one.subject().equals(other.subject());
    }
}
